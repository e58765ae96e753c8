//! Locale: what is usual where the person lives, as far as the environment says.

use chrono::Weekday;

/// Territories whose week begins on Sunday, and those whose week begins on Saturday; all others begin on Monday, as in
/// ISO 8601. From the week data of the Unicode CLDR, version 46.
const SUNDAY: &str = "AG AS BD BR BS BT BW BZ CA CO DM DO ET GT GU HK HN ID IL IN JM JP KE KH KR LA MH MM MO MT MX MZ NI \
                      NP PA PE PH PK PR PT PY SA SG SV TH TT TW UM US VE VI WS YE ZA ZW";
const SATURDAY: &str = "AE AF BH DJ DZ EG IQ IR JO KW LY OM QA SD SY";

/// The first day of the week, as the locale of the environment or of the system has it.
#[must_use]
pub fn first_weekday() -> Weekday {
    let variable = |name| std::env::var(name).ok().filter(|value: &String| !value.is_empty());
    // The week belongs to LC_TIME, which the library does not ask for; it knows what other systems keep elsewhere.
    let here = ["LC_ALL", "LC_TIME", "LANG"].into_iter().find_map(variable);
    let locale = here.or_else(sys_locale::get_locale).unwrap_or_default();
    first_weekday_in(&locale)
}

/// The same for a locale such as `pt_BR.UTF-8`.
#[must_use]
pub fn first_weekday_in(locale: &str) -> Weekday {
    let name = locale.split(['.', '@']).next().unwrap_or_default();
    let territory = name.split(['_', '-']).skip(1).find(|part| part.len() == 2).unwrap_or_default();
    let listed = |list: &str| list.split_whitespace().any(|one| one == territory);
    match () {
        () if listed(SUNDAY) => Weekday::Sun,
        () if listed(SATURDAY) => Weekday::Sat,
        () => Weekday::Mon,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_week_begins_as_it_does_where_the_locale_says() {
        for (locale, day) in [
            ("en_US.UTF-8", Weekday::Sun),
            ("pt_BR", Weekday::Sun),
            ("ar_EG.UTF-8", Weekday::Sat),
            ("de_DE@euro", Weekday::Mon),
            ("zh-Hant-TW", Weekday::Sun),
            ("C.UTF-8", Weekday::Mon),
            ("", Weekday::Mon),
        ] {
            assert_eq!(first_weekday_in(locale), day, "{locale}");
        }
    }
}
