use std::path::Path;

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};

use super::{ExerciseFile, ProgramFile, RoutineFile};

/// The JSON Schema of a file shape, for editors: what the shape says, and that remarks may stand in every object.
fn json_schema_of<T: JsonSchema>() -> Schema {
    let about = serde_json::json!({"description": "A remark for whoever edits the file; it is not read."});
    let remarks = RecursiveTransform(move |schema: &mut Schema| {
        if schema.get("additionalProperties") == Some(&false.into()) {
            schema.insert("patternProperties".to_owned(), serde_json::json!({"^//": about}));
        }
    });
    SchemaSettings::default().with_transform(remarks).into_generator().into_root_schema_for::<T>()
}

/// Run with `SUPPLE_WRITE_SCHEMAS=1` to write them after a change of the file shapes.
#[test]
fn the_schemas_are_those_of_the_file_shapes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("routines/schema");
    for (name, schema) in [
        ("exercise.schema.json", json_schema_of::<ExerciseFile>()),
        ("routine.schema.json", json_schema_of::<RoutineFile>()),
        ("program.schema.json", json_schema_of::<ProgramFile>()),
    ] {
        let made = format!("{}\n", serde_json::to_string_pretty(&schema).unwrap());
        let path = folder.join(name);
        if std::env::var_os("SUPPLE_WRITE_SCHEMAS").is_some() {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&path, &made).unwrap();
        }
        assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), made, "{name} is out of date");
    }
}
