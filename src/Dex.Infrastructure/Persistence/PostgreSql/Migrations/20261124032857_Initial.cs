using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace Dex.Infrastructure.Persistence.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "dex_activity_hours",
                columns: table => new
                {
                    hour = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    client_id = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    grant_type = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    rule = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    issued = table.Column<long>(type: "bigint", nullable: false),
                    refused = table.Column<long>(type: "bigint", nullable: false),
                    trials = table.Column<long>(type: "bigint", nullable: false),
                    last_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dex_activity_hours", x => new { x.hour, x.client_id, x.grant_type, x.rule });
                });

            migrationBuilder.CreateTable(
                name: "dex_audit_entries",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    actor = table.Column<string>(type: "character varying(320)", maxLength: 320, nullable: false),
                    address = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    action = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    subject_type = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    subject_id = table.Column<string>(type: "character varying(320)", maxLength: 320, nullable: false),
                    changes = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dex_audit_entries", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "dex_client_activity",
                columns: table => new
                {
                    client_id = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    last_issued_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    last_refused_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    last_refusal_rule = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dex_client_activity", x => x.client_id);
                });

            migrationBuilder.CreateTable(
                name: "dex_client_changes",
                columns: table => new
                {
                    version = table.Column<long>(type: "bigint", nullable: false),
                    client_id = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dex_client_changes", x => x.version);
                });

            migrationBuilder.CreateTable(
                name: "dex_clients",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false, collation: "C"),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    description = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    enabled = table.Column<bool>(type: "boolean", nullable: false),
                    is_public = table.Column<bool>(type: "boolean", nullable: false),
                    logo_url = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    redirect_uris = table.Column<string>(type: "text", nullable: false),
                    post_logout_redirect_uris = table.Column<string>(type: "text", nullable: false),
                    backchannel_logout_uri = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    refresh_token_lifetime = table.Column<int>(type: "integer", nullable: false),
                    trusted_peers = table.Column<string>(type: "text", nullable: false),
                    allowed_connectors = table.Column<string>(type: "text", nullable: false),
                    mfa_chain = table.Column<string>(type: "text", nullable: true),
                    sso_shared_with = table.Column<string>(type: "text", nullable: true),
                    allowed_grant_types = table.Column<string>(type: "text", nullable: true),
                    pkce_required = table.Column<bool>(type: "boolean", nullable: false),
                    machine_groups = table.Column<string>(type: "text", nullable: false),
                    machine_claims = table.Column<string>(type: "text", nullable: false),
                    token_lifetime = table.Column<long>(type: "bigint", nullable: true),
                    secrets = table.Column<string>(type: "text", nullable: false),
                    origin = table.Column<int>(type: "integer", nullable: false),
                    is_sample = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    updated_by = table.Column<string>(type: "character varying(320)", maxLength: 320, nullable: false),
                    grants_text = table.Column<string>(type: "text", nullable: true),
                    name_key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    search_text = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dex_clients", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "dex_console_settings",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    json = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dex_console_settings", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "dex_data_protection_keys",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    friendly_name = table.Column<string>(type: "text", nullable: true),
                    xml = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dex_data_protection_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "dex_key_ring",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    json = table.Column<string>(type: "text", nullable: false),
                    private_key = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dex_key_ring", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "dex_local_users",
                columns: table => new
                {
                    email = table.Column<string>(type: "character varying(320)", maxLength: 320, nullable: false),
                    password_hash = table.Column<string>(type: "text", nullable: false),
                    username = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    preferred_username = table.Column<string>(type: "text", nullable: false),
                    email_verified = table.Column<bool>(type: "boolean", nullable: false),
                    user_id = table.Column<string>(type: "text", nullable: false),
                    groups = table.Column<string>(type: "text", nullable: false),
                    is_administrator = table.Column<bool>(type: "boolean", nullable: false),
                    is_sample = table.Column<bool>(type: "boolean", nullable: false),
                    security_stamp = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dex_local_users", x => x.email);
                });

            migrationBuilder.CreateTable(
                name: "dex_lock_outs",
                columns: table => new
                {
                    email = table.Column<string>(type: "character varying(320)", maxLength: 320, nullable: false),
                    failures = table.Column<int>(type: "integer", nullable: false),
                    locked_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    last_failure_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dex_lock_outs", x => x.email);
                });

            migrationBuilder.CreateTable(
                name: "dex_secret_uses",
                columns: table => new
                {
                    hour = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    client_id = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    secret_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    address = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    count = table.Column<long>(type: "bigint", nullable: false),
                    last_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dex_secret_uses", x => new { x.client_id, x.hour, x.secret_id, x.address });
                });

            migrationBuilder.CreateTable(
                name: "dex_setup_link",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    token_hash = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    used_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dex_setup_link", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "dex_storage_facts",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    value = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dex_storage_facts", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "dex_topics",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dex_topics", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "dex_client_secrets",
                columns: table => new
                {
                    client_id = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    secret_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    not_before = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    is_weak = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dex_client_secrets", x => new { x.client_id, x.secret_id });
                    table.ForeignKey(
                        name: "FK_dex_client_secrets_dex_clients_client_id",
                        column: x => x.client_id,
                        principalTable: "dex_clients",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                table: "dex_topics",
                columns: new[] { "name", "version" },
                values: new object[,]
                {
                    { "clients", 0L },
                    { "keys", 0L },
                    { "probe", 0L },
                    { "settings", 0L }
                });

            migrationBuilder.CreateIndex(
                name: "IX_dex_activity_hours_client_id_hour",
                table: "dex_activity_hours",
                columns: new[] { "client_id", "hour" });

            migrationBuilder.CreateIndex(
                name: "IX_dex_audit_entries_subject_type_subject_id",
                table: "dex_audit_entries",
                columns: new[] { "subject_type", "subject_id" });

            migrationBuilder.CreateIndex(
                name: "IX_dex_clients_name_key",
                table: "dex_clients",
                column: "name_key");

            migrationBuilder.CreateIndex(
                name: "IX_dex_lock_outs_last_failure_at",
                table: "dex_lock_outs",
                column: "last_failure_at");

            migrationBuilder.CreateIndex(
                name: "IX_dex_secret_uses_hour",
                table: "dex_secret_uses",
                column: "hour");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "dex_activity_hours");

            migrationBuilder.DropTable(
                name: "dex_audit_entries");

            migrationBuilder.DropTable(
                name: "dex_client_activity");

            migrationBuilder.DropTable(
                name: "dex_client_changes");

            migrationBuilder.DropTable(
                name: "dex_client_secrets");

            migrationBuilder.DropTable(
                name: "dex_console_settings");

            migrationBuilder.DropTable(
                name: "dex_data_protection_keys");

            migrationBuilder.DropTable(
                name: "dex_key_ring");

            migrationBuilder.DropTable(
                name: "dex_local_users");

            migrationBuilder.DropTable(
                name: "dex_lock_outs");

            migrationBuilder.DropTable(
                name: "dex_secret_uses");

            migrationBuilder.DropTable(
                name: "dex_setup_link");

            migrationBuilder.DropTable(
                name: "dex_storage_facts");

            migrationBuilder.DropTable(
                name: "dex_topics");

            migrationBuilder.DropTable(
                name: "dex_clients");
        }
    }
}
