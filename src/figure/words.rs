//! A figure in a sentence, made from its poses: for whoever listens instead of looking.

use super::model::{Base, Cycle, Figure, Frame, MuscleSide, Touched, View};
use super::pose::Dof;
use super::skeleton::{Joint, Limb, Plane};

/// Angles that change by less, in degrees, are not worth a word.
const NOTICEABLE: f64 = 8.0;
/// Arms and legs move more before it says anything.
const NOTICEABLE_LIMB: f64 = 18.0;

/// A sentence of more than so many movements is not listened to; the largest are named.
const MOST: usize = 3;

/// The figure in words, as in "Seated. The head tilts to the left; the left arm rests its hand on the head." `mirrored`
/// is the other side, the left.
#[must_use]
pub fn describe(figure: &Figure, mirrored: bool) -> String {
    let words = Words { figure, mirrored, held: true };
    let by_way = figure.frames.mid.is_some() && figure.cycle != Cycle::Hold;
    let mut moves = if by_way {
        let first = words.movement(Frame::Start, Frame::Mid);
        let mut then = words.movement(Frame::Mid, Frame::End);
        then.retain(|says| !first.contains(says));
        if first.is_empty() {
            words.movement(Frame::Start, Frame::End)
        } else if then.is_empty() {
            first
        } else {
            vec![first.join(", "), format!("then {}", then.join(", "))]
        }
    } else {
        words.movement(Frame::Start, Frame::End)
    };
    if moves.is_empty() {
        // Hands and feet that stay where they are hide what moves between them.
        moves = Words { held: false, ..words }.movement(Frame::Start, Frame::End);
    }
    if moves.is_empty() {
        moves.push("a small movement, hard to see".to_owned());
    }
    let then = match figure.cycle {
        Cycle::Alternate => ", then to the other side",
        Cycle::PingPong | Cycle::Round => ", and back",
        Cycle::Breathe => " with the breath in, and back with the breath out",
        Cycle::Hold => "",
    };
    let lit = words.lit();
    let lit = if lit.is_empty() { String::new() } else { format!(" Lit: {lit}.") };
    format!("{}. {}{then}.{lit}", words.base(), capital(&moves.join("; ")))
}

/// Something that moves, and how much it counts beside the rest: about the degrees it turns.
struct Move {
    says: String,
    counts: f64,
}

struct Words<'a> {
    figure: &'a Figure,
    mirrored: bool,
    /// Whether a hand or a foot that stays where it is counts as not moving.
    held: bool,
}

impl Words<'_> {
    /// The position, from the base and the pose.
    fn base(&self) -> &'static str {
        let start = &self.figure.frames.start;
        let lean = start.of(Dof::TorsoLean);
        let kneels = start.of(Dof::KneeA).abs() > 60.0;
        match (self.figure.base, self.figure.view) {
            (Base::Chair, _) => "Seated",
            (Base::Standing, _) => "Standing",
            (Base::Wall, _) => "Standing at a wall",
            (Base::Mat, View::Top) => "Lying, seen from above",
            (Base::Mat, View::Back) => "Kneeling, seen from behind",
            (Base::Mat, _) => "Lying on the side",
            (Base::Floor, _) if lean < -60.0 => "Lying on the back",
            (Base::Floor, _) if lean > 60.0 && start.of(Dof::HipA) > 45.0 => "On hands and knees",
            (Base::Floor, _) if lean > 60.0 => "Lying face down",
            (Base::Floor, _) if kneels => "Kneeling",
            (Base::Floor, _) => "On the floor",
        }
    }

    /// What moves most between two frames.
    fn movement(&self, from: Frame, to: Frame) -> Vec<String> {
        let mut moves = Vec::new();
        self.head_and_trunk(from, to, &mut moves);
        self.shoulders(from, to, &mut moves);
        self.pelvis(from, to, &mut moves);
        self.limbs((from, to), [Limb::ArmA, Limb::ArmB], &mut moves);
        self.limbs((from, to), [Limb::LegA, Limb::LegB], &mut moves);
        let mut counts: Vec<f64> = moves.iter().map(|one| one.counts).collect();
        counts.sort_by(|a, b| b.total_cmp(a));
        let least = counts.get(MOST - 1).copied().unwrap_or(0.0);
        moves.into_iter().filter(|one| one.counts >= least).take(MOST).map(|one| one.says).collect()
    }

    fn head_and_trunk(&self, from: Frame, to: Frame, moves: &mut Vec<Move>) {
        let (start, end) = (self.figure.frames.pose(from), self.figure.frames.pose(to));
        let change = |dof| end.of(dof) - start.of(dof);
        let mut say = |counts: f64, says: String| moves.push(Move { says, counts: counts.abs() });
        let (tilt, lean, curve) = (change(Dof::HeadTilt), change(Dof::TorsoLean), change(Dof::TorsoCurve));
        if self.figure.plane() == Plane::Frontal {
            let nod = change(Dof::HeadNod);
            if nod > NOTICEABLE {
                say(nod * 1.5, "the chin drops toward the chest".to_owned());
            }
            for (dof, does) in [
                (Dof::HeadTilt, "the head tilts to the"),
                (Dof::HeadTurn, "the head turns to the"),
                (Dof::TorsoLean, "the trunk leans to the"),
                (Dof::TorsoTwist, "the trunk turns to the"),
            ] {
                if change(dof).abs() > NOTICEABLE {
                    say(change(dof) * 2.0, format!("{does} {}", self.side(change(dof) > 0.0)));
                }
            }
            return;
        }
        let swell = change(Dof::Belly);
        if swell > 0.01 {
            // Where the breath is the movement, the rest of it only follows.
            say(1000.0, "the belly swells".to_owned());
            return;
        }
        let glide = change(Dof::HeadGlide);
        if glide.abs() > 0.5 {
            say(90.0, format!("the head glides {}", if glide > 0.0 { "forward" } else { "straight back" }));
        } else if tilt.abs() > NOTICEABLE && (tilt + lean + curve / 2.0) * tilt > 0.0 {
            // A head that only makes up for the lean of the trunk does not move.
            say(
                tilt * 1.5,
                if tilt > 0.0 { "the chin drops toward the chest" } else { "the head tips back" }.to_owned(),
            );
        }
        if lean.abs() > NOTICEABLE_LIMB && !self.lies() {
            say(lean * 1.5, format!("the trunk leans {}", if lean > 0.0 { "forward" } else { "back" }));
        }
        if curve.abs() > NOTICEABLE {
            say(curve * 1.5, format!("the back {}", if curve > 0.0 { "rounds" } else { "arches" }));
        }
    }

    /// Whether the trunk lies, so that leaning means something else.
    fn lies(&self) -> bool {
        self.figure.frames.start.of(Dof::TorsoLean).abs() > 60.0
    }

    fn shoulders(&self, from: Frame, to: Frame, moves: &mut Vec<Move>) {
        let (start, end) = (self.figure.frames.pose(from), self.figure.frames.pose(to));
        let lift = end.of(Dof::GirdleLift) - start.of(Dof::GirdleLift);
        if lift.abs() > 0.012 {
            let way = if lift > 0.0 { "rise toward the ears" } else { "sink" };
            moves.push(Move { says: format!("the shoulders {way}"), counts: lift.abs() * 1500.0 });
        }
        let squeeze = end.of(Dof::GirdleSqueeze) - start.of(Dof::GirdleSqueeze);
        if squeeze.abs() > 0.3 {
            let way = if squeeze > 0.0 { "together" } else { "apart" };
            moves.push(Move { says: format!("the shoulder blades move {way}"), counts: squeeze.abs() * 80.0 });
        }
    }

    fn pelvis(&self, from: Frame, to: Frame, moves: &mut Vec<Move>) {
        let height = |frame| {
            let pose = self.figure.frames.pose(frame);
            super::stance::place(self.figure, pose).at(Joint::Pelvis).y
        };
        let rise = height(to) - height(from);
        if self.figure.base != Base::Mat && rise.abs() > 0.03 {
            let way = if rise > 0.0 { "rise" } else { "sink" };
            moves.push(Move { says: format!("the hips {way}"), counts: rise.abs() * 600.0 });
        }
    }

    /// What two arms or two legs do, together where they do the same.
    fn limbs(&self, between: (Frame, Frame), [a, b]: [Limb; 2], moves: &mut Vec<Move>) {
        let name = if a.is_arm() { "arm" } else { "leg" };
        let of_a = self.limb(a, between);
        // From the side, the far limb may be drawn like the near one without contacts of its own.
        let alike = [between.0, between.1].iter().all(|frame| {
            let pose = self.figure.frames.pose(*frame);
            pose.bends(a) == pose.bends(b)
        });
        let of_b = if alike && self.figure.plane() == Plane::Sagittal { of_a.clone() } else { self.limb(b, between) };
        match (of_a, of_b) {
            (Some(of_a), Some(of_b)) if of_a.0.1 == of_b.0.1 => {
                moves.push(Move { says: format!("both {name}s {}", of_a.0.1), counts: of_a.1.max(of_b.1) });
            }
            (of_a, of_b) => {
                for (limb, does) in [(a, of_a), (b, of_b)] {
                    if let Some(((one, _), counts)) = does {
                        moves.push(Move { says: format!("the {} {name} {one}", self.side(limb.is_a())), counts });
                    }
                }
            }
        }
    }

    /// What one limb does, said of one and of two, and how much that counts: where its end holds on, or where it points.
    fn limb(&self, limb: Limb, (from, to): (Frame, Frame)) -> Option<((String, String), f64)> {
        let one_and_two = |one: &str, two: &str| (one.to_owned(), two.to_owned());
        let end_joint = limb.joints()[2];
        let contact = |frame| self.figure.contacts.iter().find(|one| one.joint == end_joint && one.holds_in(frame));
        let (start, end) = (self.figure.frames.pose(from), self.figure.frames.pose(to));
        let ((before, folded_before), (after, folded)) = (start.bends(limb), end.bends(limb));
        let (turned, bend) = (after - before, folded - folded_before);
        let counts = turned.abs().max(bend.abs()) * 0.6;
        match contact(to).map(|contact| contact.on) {
            Some(Touched::Floor | Touched::Place) if self.held => return None,
            Some(Touched::Head) => {
                return Some((one_and_two("rests its hand on the head", "rest their hands on the head"), 70.0));
            }
            Some(Touched::Seat) => return Some((one_and_two("holds the seat", "hold the seat"), 40.0)),
            Some(Touched::Near(other, _)) if limb.is_arm() => {
                let held = self.place(other);
                return Some(((format!("holds {held}"), format!("hold {held}")), 60.0));
            }
            _ => {}
        }
        if turned.abs() < NOTICEABLE_LIMB && bend.abs() < NOTICEABLE_LIMB {
            return None;
        }
        let side_view = self.figure.plane() == Plane::Sagittal;
        let still = turned.abs() < NOTICEABLE_LIMB;
        let (one, two) = match (limb.is_arm(), side_view) {
            (true, _) if after.abs() > 140.0 => ("reaches overhead", "reach overhead"),
            (true, true) if still && bend > 0.0 => ("bends at the elbow", "bend at the elbow"),
            (true, true) if still => ("straightens at the elbow", "straighten at the elbow"),
            (true, true) if (60.0..=140.0).contains(&after) => ("reaches forward", "reach forward"),
            (true, true) if after < -20.0 => ("reaches back", "reach back"),
            (true, false) if still && bend > 0.0 => ("turns its hand out", "turn the hands out"),
            (true, false) if (60.0..=140.0).contains(&after) => ("lifts out to the side", "lift out to the sides"),
            (true, false) if after < -10.0 => ("crosses in front of the body", "cross in front of the body"),
            (true, _) => ("moves close to the body", "move close to the body"),
            (false, true) if after > 100.0 => ("is drawn toward the chest", "are drawn toward the chest"),
            (false, true) if after < -10.0 => ("stretches out behind", "stretch out behind"),
            (false, true) if still && bend < 0.0 => ("straightens at the knee", "straighten at the knee"),
            (false, true) if still => ("bends at the knee", "bend at the knee"),
            (false, true) if turned > 0.0 => ("lifts at the hip", "lift at the hip"),
            (false, true) => ("lowers at the hip", "lower at the hip"),
            (false, false) if turned > 0.0 => ("opens to the side", "open to the sides"),
            (false, false) => ("crosses over", "cross over"),
        };
        Some((one_and_two(one, two), counts))
    }

    /// A joint as a place that a hand holds, as in "the left knee".
    fn place(&self, joint: Joint) -> String {
        let name = Joint::ALL.iter().find(|(known, _)| *known == joint).map_or("", |(_, name)| *name);
        match name.rsplit_once('_') {
            Some((part, side)) => format!("the {} {part}", self.side(side == "a")),
            None => format!("the {name}"),
        }
    }

    /// The muscles that are lit, with their side.
    fn lit(&self) -> String {
        let mut names: Vec<String> = Vec::new();
        for muscle in &self.figure.muscles {
            let paired =
                self.figure.muscles.iter().any(|other| {
                    other.name == muscle.name && other.side != muscle.side && other.side != MuscleSide::Both
                });
            let name = match muscle.side {
                MuscleSide::Both => muscle.name.clone(),
                _ if paired => format!("{}, both sides", muscle.name),
                MuscleSide::A => format!("{}, {} side", muscle.name, self.side(true)),
                MuscleSide::B => format!("{}, {} side", muscle.name, self.side(false)),
            };
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names.join("; ")
    }

    /// The name of side a, or of the other.
    const fn side(&self, a: bool) -> &'static str {
        if a == self.mirrored { "left" } else { "right" }
    }
}

/// Words with a capital letter at the beginning.
#[must_use]
pub fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::catalog::{Library, Position, Side};

    fn said(id: &str, side: Option<Side>) -> String {
        let library = Library::built_in();
        library.exercise(id).unwrap().picture_in_words(Position::Seated, side).unwrap()
    }

    #[test]
    fn a_stretch_is_told_with_its_side() {
        assert_eq!(
            said("upper-trap-stretch", Some(Side::Right)),
            "Seated. The head tilts to the left; the right arm holds the seat; the left arm rests its hand on the head. \
             Lit: upper trapezius, right side; scalenes and side of neck, right side."
        );
    }

    #[test]
    fn the_other_side_is_its_mirror_image() {
        let (right, left) = (Some(Side::Right), Some(Side::Left));
        for id in ["upper-trap-stretch", "neck-turn-hold", "seated-side-bend", "levator-scapulae-stretch"] {
            let mirrored = said(id, right).replace("right", "other").replace("left", "right").replace("other", "left");
            assert_eq!(mirrored, said(id, left));
        }
    }

    #[test]
    fn every_exercise_has_a_sentence_that_says_what_moves() {
        for exercise in Library::built_in().exercises() {
            for (position, _) in exercise.figures() {
                let said = exercise.picture_in_words(position, None).unwrap();
                assert!(said.contains("Lit: ") && said.ends_with('.'), "{}: {said}", exercise.id);
                assert!(said.chars().all(|c| !c.is_control()) && said.len() < 400, "{}: {said}", exercise.id);
            }
        }
    }
}
