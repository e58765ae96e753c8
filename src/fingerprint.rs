//! Fingerprints: names for what is the same, such as a row that was imported already or a text that was spoken already. They
//! keep nothing secret and prove nothing to anybody.

/// The offset basis and the prime of FNV-1a in 128 bits (RFC 9923).
const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

/// The fingerprint of these parts, as 32 hexadecimal digits. Where one part ends and the next begins counts.
#[must_use]
pub fn of(parts: &[&[u8]]) -> String {
    // A length before each part, since a part may hold any byte.
    let lengths = parts.iter().map(|part| (part.len() as u64).to_le_bytes());
    format!("{:032x}", lengths.zip(parts).fold(BASIS, |state, (length, part)| fnv(fnv(state, &length), part)))
}

fn fnv(state: u128, bytes: &[u8]) -> u128 {
    bytes.iter().fold(state, |state, byte| (state ^ u128::from(*byte)).wrapping_mul(PRIME))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_is_that_of_the_standard() {
        let sums = ["", "a", "foobar"].map(|text| format!("{:032x}", fnv(BASIS, text.as_bytes())));
        let wanted = [
            "6c62272e07bb014262b821756295c58d",
            "d228cb696f1a8caf78912b704e4a8964",
            "343e1662793c64bf6f0d3597ba446f18",
        ];
        assert_eq!(sums, wanted);
    }

    #[test]
    fn where_a_part_ends_counts() {
        assert_ne!(of(&[b"neck", b"ease"]), of(&[b"necke", b"ase"]));
        assert_ne!(of(&[b"", b"neck"]), of(&[b"neck", b""]));
        assert_eq!(of(&[b"neck", b"ease"]), of(&[b"neck", b"ease"]));
    }
}
