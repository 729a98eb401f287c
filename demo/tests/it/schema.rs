//! The tables of the domain on real databases: migrations in both directions, and agreement with the entities.

use demo::{
    entity::{order, order_line, project, project_group_permission, project_user_permission},
    migrations::migrations,
};
use migration::{MigrationTrait, SchemaStatus, down, schema_status, status, up};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection};
use testkit::schema::agrees;

testkit::on_both_databases! {
    /// The migrations of the core and of the domain are applied in one order, and reverted in the opposite order.
    async fn every_step_goes_both_ways(url: String) {
        let db = connect(&url).await;
        up(&db, steps()).await.expect("up");
        assert_eq!(schema_status(&db, &steps()).await.expect("reads"), SchemaStatus::Current);
        for _ in steps() {
            down(&db, steps()).await.expect("down");
        }
        assert!(status(&db, &steps()).await.expect("reads").iter().all(|state| !state.is_applied));
        up(&db, steps()).await.expect("up again");
        assert_eq!(schema_status(&db, &steps()).await.expect("reads"), SchemaStatus::Current);
    }

    /// Every entity has the same columns as its table, and the same ones are nullable.
    async fn entities_and_tables_agree(url: String) {
        let db = connect(&url).await;
        up(&db, steps()).await.expect("up");
        agrees::<order::Entity>(&db).await;
        agrees::<order_line::Entity>(&db).await;
        agrees::<project::Entity>(&db).await;
        agrees::<project_user_permission::Entity>(&db).await;
        agrees::<project_group_permission::Entity>(&db).await;
    }

    /// If a migration of the core has already created the tables of grants, they are kept with their rows.
    async fn tables_of_grants_that_are_there_stay(url: String) {
        let db = connect(&url).await;
        up(&db, steps()).await.expect("up");
        let rows = [
            "DELETE FROM seaql_migrations WHERE version = 'm20261121_000016_project_grants'",
            "INSERT INTO users (id, username, username_canonical, password, first_name, last_name, email, date_joined, department, phone) \
             VALUES (1, 'a', 'a', '', '', '', '', '2026-11-20 12:00:00+00:00', '', '')",
            "INSERT INTO projects (id, owner_id, name, description, created_at) VALUES (1, 1, 'a', '', '2026-11-20 12:00:00+00:00')",
            "INSERT INTO permissions (id, app_label, model, codename, name) VALUES (1, 'projects', 'project', 'view_project', 'x')",
            "INSERT INTO project_user_permissions (project_id, user_id, permission_id) VALUES (1, 1, 1)",
        ];
        for sql in rows {
            db.execute_unprepared(sql).await.expect(sql);
        }
        assert_eq!(schema_status(&db, &steps()).await.expect("reads"), SchemaStatus::Behind);
        up(&db, steps()).await.expect("up once more");
        assert_eq!(schema_status(&db, &steps()).await.expect("reads"), SchemaStatus::Current);
        let deleted = db.execute_unprepared("DELETE FROM project_user_permissions").await.expect("deletes");
        assert_eq!(deleted.rows_affected(), 1);
    }
}

fn steps() -> Vec<Box<dyn MigrationTrait>> {
    migration::with(migrations())
}

async fn connect(url: &str) -> DatabaseConnection {
    let url = if url.starts_with("sqlite:") {
        format!("{url}?mode=rwc")
    } else {
        url.to_owned()
    };
    Database::connect(url).await.expect("connects")
}
