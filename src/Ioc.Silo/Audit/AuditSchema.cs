using Ioc.Silo.Storage;

namespace Ioc.Silo.Audit;

/// <summary>
/// Tables of the audit in operations.db. The triggers keep our own code and a person with sqlite3 honest; who can drop them is found by the
/// chain.
/// </summary>
internal static class AuditSchema
{
    public static MigrationSet Set { get; } = new("audit",
    [
        """
        CREATE TABLE audit (
          number INTEGER NOT NULL PRIMARY KEY,
          at_ms BIGINT NOT NULL,
          actor_kind TEXT NOT NULL,
          actor TEXT NULL,
          via TEXT NULL,
          address TEXT NULL,
          action TEXT NOT NULL,
          subject_kind TEXT NULL,
          subject TEXT NULL,
          unit_code TEXT NULL,
          outcome TEXT NOT NULL,
          before TEXT NULL,
          after TEXT NULL,
          why TEXT NULL,
          sha256 BLOB NOT NULL,
          seal BLOB NOT NULL);
        CREATE INDEX audit_by_actor ON audit (actor, number);
        CREATE INDEX audit_by_subject ON audit (subject, number);
        CREATE INDEX audit_by_action ON audit (action, number);
        CREATE INDEX audit_by_time ON audit (at_ms);
        CREATE TRIGGER audit_rows_stay BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
        CREATE TRIGGER audit_rows_stand BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
        CREATE TABLE audit_people (
          pseudonym TEXT NOT NULL PRIMARY KEY,
          name TEXT NOT NULL UNIQUE,
          salt BLOB NOT NULL);
        """,
    ]);
}
