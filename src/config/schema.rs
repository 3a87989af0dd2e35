//! The JSON schema of `rules.toml`, `editors/rules.schema.json`, from which editors complete and check
//! the file. It is made of the types that read the file and of the catalogue of rules, when the tests
//! run; the program does not contain it.

use std::borrow::Cow;
use std::path::Path;

use jsonschema::Validator;
use schemars::generate::SchemaSettings;
use schemars::transform::transform_subschemas;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value};

use super::{Code, Config, DEFAULT, Level};
use crate::rules::RULES;
use crate::templates::RULES_FILE;
use crate::text::phrases::Phrases;

/// Where the schema is, from the top of the project.
const FILE: &str = "editors/rules.schema.json";

/// Set in the environment, it makes the test write the schema.
const UPDATE: &str = "UPDATE_SCHEMA";

impl JsonSchema for Phrases<()> {
    fn schema_name() -> Cow<'static, str> {
        "Phrases".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Vec::<String>::json_schema(generator)
    }
}

impl JsonSchema for Phrases<String> {
    fn schema_name() -> Cow<'static, str> {
        "PhraseTable".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "object", "additionalProperties": {"type": "string"}})
    }
}

/// The table `[rules]`: each code of the catalogue with what the rule demands.
pub(super) fn rules(generator: &mut SchemaGenerator) -> Schema {
    // The rule that only tests have is nobody's to set.
    let shipped = RULES
        .iter()
        .filter(|rule| rule.code != crate::guard::panicking::RULE.code);
    let properties = shipped.map(|rule| {
        let mut level = Level::json_schema(generator);
        let Code(code) = Code(rule.code);
        let text = format!("{}. {}", rule.title.en, rule.why.en);
        level.insert("description".to_owned(), text.into());
        level.insert("default".to_owned(), rule.severity.as_str().into());
        (code.to_owned(), level.to_value())
    });
    let properties: Map<String, Value> = properties.collect();
    json_schema!({"type": "object", "properties": properties, "additionalProperties": false})
}

/// TOML has no null, and the size of a number in Rust does not concern the user.
fn simplify(schema: &mut Schema) {
    transform_subschemas(&mut simplify, schema);
    schema.remove("format");
    if schema.get("default").is_some_and(Value::is_null) {
        schema.remove("default");
    }
    let is_null = |kind: &Value| kind == "null" || kind["type"] == "null";
    for key in ["type", "anyOf"] {
        let Some(Value::Array(kinds)) = schema.get_mut(key) else {
            continue;
        };
        kinds.retain(|kind| !is_null(kind));
        let [only] = &mut kinds[..] else { continue };
        match only.take() {
            // What the field says of itself is nearer than what its type says.
            Value::Object(only) => {
                schema.remove(key);
                for (key, value) in only {
                    if schema.get(&key).is_none() {
                        schema.insert(key, value);
                    }
                }
            }
            only => {
                schema.insert(key.to_owned(), only);
            }
        }
    }
}

/// Puts the scalars of the default `rules.toml` into the schema as default values.
fn fill_in_defaults(schema: &mut Value, defaults: &toml::Table) {
    for (key, value) in defaults {
        let place = &mut schema["properties"][key];
        match value {
            toml::Value::Table(table) if place.get("properties").is_some() => {
                fill_in_defaults(place, table);
            }
            toml::Value::Table(_) | toml::Value::Array(_) => {}
            scalar => {
                place["default"] = serde_json::to_value(scalar).expect("a scalar");
            }
        }
    }
}

/// The meaning of a key in Russian, which people write into `keys.tsv`; empty where it has none yet.
fn russian(path: &str) -> &'static str {
    let rows = super::keys::KEYS.lines();
    let mut rows = rows.map(|line| line.split('\t'));
    let row = rows.find(|cells| cells.clone().next() == Some(path));
    row.and_then(|mut cells| cells.nth(4)).unwrap_or_default()
}

/// The keys of a schema for `config::keys`: path, type, values, meaning in English and in Russian.
fn keys(path: &str, schema: &Value, lines: &mut Vec<String>) {
    let below = |name: &str| match path {
        "" => name.to_owned(),
        _ => format!("{path}.{name}"),
    };
    for choice in schema["anyOf"].as_array().into_iter().flatten() {
        keys(path, choice, lines);
    }
    let properties = schema["properties"].as_object().filter(|_| path != "rules");
    for (name, value) in properties.into_iter().flatten() {
        let path = below(name);
        let consts = value["oneOf"].as_array().into_iter().flatten();
        let consts = consts.filter_map(|choice| choice["const"].as_str());
        let enums = value["enum"].as_array().into_iter().flatten();
        let values: Vec<&str> = consts.chain(enums.filter_map(Value::as_str)).collect();
        let text = |key: &str| value[key].as_str().unwrap_or_default().replace('\n', " ");
        let cells = [
            path.clone(),
            text("type"),
            values.join(","),
            text("description"),
            russian(&path).to_owned(),
        ];
        lines.push(cells.join("\t"));
        keys(&path, value, lines);
    }
    if schema["additionalProperties"].is_object() {
        keys(&below("*"), &schema["additionalProperties"], lines);
    }
    if schema["items"].is_object() {
        keys(path, &schema["items"], lines);
    }
}

fn schema() -> Value {
    let settings = SchemaSettings::draft07().with(|settings| settings.inline_subschemas = true);
    let mut schema = settings.into_generator().into_root_schema_for::<Config>();
    simplify(&mut schema);
    schema.insert("title".to_owned(), "rules.toml of letter-ls".into());
    schema.insert("description".to_owned(), "What letters have to be.".into());
    let mut schema = schema.to_value();
    fill_in_defaults(&mut schema, &DEFAULT.parse().expect("valid"));
    schema
}

/// What is wrong with a file of rules by the schema.
fn mistakes(validator: &Validator, text: &str) -> Vec<String> {
    let table: toml::Table = text.parse().expect("TOML");
    let value = serde_json::to_value(table).expect("no dates");
    let errors = validator.iter_errors(&value);
    errors.map(|error| error.to_string()).collect()
}

#[test]
fn the_schema_of_rules_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
    let mut text = serde_json::to_string_pretty(&schema()).expect("JSON");
    text.push('\n');
    if std::env::var_os(UPDATE).is_some() {
        std::fs::write(&path, &text).expect("written");
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    let mut lines = Vec::new();
    keys("", &schema(), &mut lines);
    let lines = lines.join("\n") + "\n";
    if std::env::var_os(UPDATE).is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/config/keys.tsv");
        std::fs::write(path, &lines).expect("written");
    }
    let hint = format!("run: {UPDATE}=1 cargo test --lib schema");
    assert!(found.replace("\r\n", "\n") == text, "{hint}");
    assert!(super::keys::KEYS.replace("\r\n", "\n") == lines, "{hint}");
    let untold: Vec<&str> = lines.lines().filter(|line| line.ends_with('\t')).collect();
    assert!(
        untold.is_empty(),
        "without a meaning in Russian: {untold:?}"
    );
}

#[test]
fn files_of_rules_fit_the_schema() {
    let schema = schema();
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    for text in [DEFAULT, RULES_FILE.ru, RULES_FILE.en] {
        assert_eq!(mistakes(&validator, text), [""; 0]);
    }
    // The examples that a file to fill in holds behind "# ".
    for text in [RULES_FILE.ru, RULES_FILE.en] {
        let example = |line: &&str| line.contains(" = ") || line.starts_with('[');
        let lines = text
            .lines()
            .map(|line| line.strip_prefix("# ").unwrap_or(line));
        let filled: Vec<&str> = lines.filter(example).collect();
        let filled = filled.join("\n");
        assert!(filled.contains("[[company.deputies]]"), "{filled}");
        assert_eq!(mistakes(&validator, &filled), [""; 0], "{filled}");
    }
}

#[test]
fn what_the_program_refuses_the_schema_refuses() {
    let schema = schema();
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    for text in [
        "regster = \"formal\"",
        "register = \"formel\"",
        "[rules]\ngreting-missing = \"off\"",
        "[rules]\ntone-emoji = \"loud\"",
        "[subject]\nvauge = []",
        "[structure]\nquestions = -1",
        "[writer]\nname.de = \"Anna\"",
        "[[company.deputies]]\npost = \"engineer\"",
        "[informal.ru]\nwrods = {}",
        "[glossary.ru]\n\"накат*\" = 1",
    ] {
        assert!(toml::from_str::<Config>(text).is_err(), "{text}");
        assert_eq!(mistakes(&validator, text).len(), 1, "{text}");
    }
}

#[test]
fn each_key_of_the_schema_is_explained() {
    fn walk(path: &str, schema: &Value) {
        let properties = schema["properties"].as_object();
        for (key, below) in properties.into_iter().flatten() {
            let path = format!("{path}.{key}");
            let text = below["description"].as_str().unwrap_or_default();
            assert!(!text.is_empty() && !text.contains("[`"), "{path}: {text:?}");
            walk(&path, below);
        }
        for key in ["items", "additionalProperties"] {
            if let Some(below) = schema.get(key) {
                walk(&format!("{path}[]"), below);
            }
        }
    }
    walk("", &schema());
}
