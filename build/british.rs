//! British spellings: the English dictionary is American, and letters come from both sides.

/// Words whose forms differ by their beginning, in Britain and in America.
const BEGINNINGS: &[(&str, &str)] = &[
    ("aluminium", "aluminum"),
    ("analys", "analyz"),
    ("arbour", "arbor"),
    ("ardour", "ardor"),
    ("armour", "armor"),
    ("artefact", "artifact"),
    ("behaviour", "behavior"),
    ("calibre", "caliber"),
    ("candour", "candor"),
    ("catalys", "catalyz"),
    ("centre", "center"),
    ("clamour", "clamor"),
    ("colour", "color"),
    ("councillor", "councilor"),
    ("defence", "defense"),
    ("demeanour", "demeanor"),
    ("discolour", "discolor"),
    ("dishonour", "dishonor"),
    ("enamour", "enamor"),
    ("endeavour", "endeavor"),
    ("favour", "favor"),
    ("fibre", "fiber"),
    ("flavour", "flavor"),
    ("glamour", "glamor"),
    ("grey", "gray"),
    ("harbour", "harbor"),
    ("honour", "honor"),
    ("humour", "humor"),
    ("kilometre", "kilometer"),
    ("labour", "labor"),
    ("litre", "liter"),
    ("manoeuvre", "maneuver"),
    ("metre", "meter"),
    ("millimetre", "millimeter"),
    ("mould", "mold"),
    ("neighbour", "neighbor"),
    ("odour", "odor"),
    ("offence", "offense"),
    ("paralys", "paralyz"),
    ("parlour", "parlor"),
    ("plough", "plow"),
    ("pretence", "pretense"),
    ("rancour", "rancor"),
    ("rigour", "rigor"),
    ("rumour", "rumor"),
    ("saviour", "savior"),
    ("savour", "savor"),
    ("sceptic", "skeptic"),
    ("splendour", "splendor"),
    ("theatre", "theater"),
    ("tumour", "tumor"),
    ("unfavour", "unfavor"),
    ("valour", "valor"),
    ("vapour", "vapor"),
    ("vigour", "vigor"),
];
/// What may follow such a beginning: "laboured", but "laborious" and "laboratory" on both sides.
const ENDINGS: &[&str] = &[
    "", "s", "'s", "e", "es", "ed", "ing", "ings", "er", "ers", "able", "ably", "ful", "fully",
    "less", "ite", "ites", "hood", "hoods", "y", "al", "ally", "ly", "ism",
];
/// What may follow one in "-re": "centres", but "centred" has no second «e».
const ENDINGS_OF_RE: &[&str] = &["", "s", "'s"];

/// What stands before an «iz» that is no ending: capsize, apprize, citizen.
const NO_ROOTS: &[&str] = &[
    "appr", "ass", "caps", "cit", "den", "downs", "mids", "outs", "overs", "res", "rights",
    "supers", "unders", "ups",
];

/// The British spelling of an American word, if it has one of its own.
pub fn british(american: &str) -> Option<String> {
    let begun = BEGINNINGS.iter().find_map(|(british, beginning)| {
        let rest = american.strip_prefix(beginning)?;
        let endings = if british.ends_with("re") {
            ENDINGS_OF_RE
        } else {
            ENDINGS
        };
        endings.contains(&rest).then(|| format!("{british}{rest}"))
    });
    begun.or_else(|| {
        let endings = ["ize", "izing", "ization", "izable", "izabl"];
        let at = endings
            .iter()
            .filter_map(|ending| american.rfind(ending))
            .max()?;
        let (root, ending) = american.split_at(at);
        let is_ending = root.len() > 2 && !NO_ROOTS.contains(&root.to_lowercase().as_str());
        is_ending.then(|| format!("{root}{}", ending.replacen('z', "s", 1)))
    })
}
