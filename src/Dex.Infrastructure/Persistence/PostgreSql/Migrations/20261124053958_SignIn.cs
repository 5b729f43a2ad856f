using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dex.Infrastructure.Persistence.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class SignIn : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<string>(
                name: "email",
                table: "dex_local_users",
                type: "character varying(320)",
                maxLength: 320,
                nullable: false,
                collation: "C",
                oldClrType: typeof(string),
                oldType: "character varying(320)",
                oldMaxLength: 320);

            migrationBuilder.AddColumn<bool>(
                name: "is_locked",
                table: "dex_local_users",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "search_text",
                table: "dex_local_users",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "version",
                table: "dex_local_users",
                type: "bigint",
                nullable: false,
                defaultValue: 1L);

            // Accounts made before could be searched for by nothing.
            migrationBuilder.Sql("UPDATE dex_local_users SET search_text = lower(email || chr(10) || name || chr(10) || username || chr(10) || user_id)");

            migrationBuilder.CreateTable(
                name: "dex_authorization_codes",
                columns: table => new
                {
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    json = table.Column<string>(type: "text", nullable: false),
                    connector_data = table.Column<byte[]>(type: "bytea", nullable: true),
                    expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    redeemed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    issued_tokens = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dex_authorization_codes", x => x.hash);
                });

            migrationBuilder.CreateTable(
                name: "dex_authorization_requests",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    json = table.Column<string>(type: "text", nullable: false),
                    person = table.Column<string>(type: "text", nullable: true),
                    auth_time = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    connector_data = table.Column<byte[]>(type: "bytea", nullable: true),
                    proof_key = table.Column<byte[]>(type: "bytea", nullable: false),
                    proof_key_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dex_authorization_requests", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "dex_identities",
                columns: table => new
                {
                    key = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    connector_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    user_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    claims = table.Column<string>(type: "text", nullable: false),
                    search_text = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    last_login_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    blocked_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dex_identities", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "dex_revoked_tokens",
                columns: table => new
                {
                    token_id = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dex_revoked_tokens", x => x.token_id);
                });

            migrationBuilder.CreateTable(
                name: "dex_consents",
                columns: table => new
                {
                    identity_key = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    client_id = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    scopes = table.Column<string>(type: "text", nullable: false),
                    granted_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dex_consents", x => new { x.identity_key, x.client_id });
                    table.ForeignKey(
                        name: "FK_dex_consents_dex_identities_identity_key",
                        column: x => x.identity_key,
                        principalTable: "dex_identities",
                        principalColumn: "key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_dex_authorization_codes_expires_at",
                table: "dex_authorization_codes",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "IX_dex_authorization_requests_expires_at",
                table: "dex_authorization_requests",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "IX_dex_consents_client_id",
                table: "dex_consents",
                column: "client_id");

            migrationBuilder.CreateIndex(
                name: "IX_dex_identities_last_login_at",
                table: "dex_identities",
                column: "last_login_at");

            migrationBuilder.CreateIndex(
                name: "IX_dex_revoked_tokens_expires_at",
                table: "dex_revoked_tokens",
                column: "expires_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "dex_authorization_codes");

            migrationBuilder.DropTable(
                name: "dex_authorization_requests");

            migrationBuilder.DropTable(
                name: "dex_consents");

            migrationBuilder.DropTable(
                name: "dex_revoked_tokens");

            migrationBuilder.DropTable(
                name: "dex_identities");

            migrationBuilder.DropColumn(
                name: "is_locked",
                table: "dex_local_users");

            migrationBuilder.DropColumn(
                name: "search_text",
                table: "dex_local_users");

            migrationBuilder.DropColumn(
                name: "version",
                table: "dex_local_users");

            migrationBuilder.AlterColumn<string>(
                name: "email",
                table: "dex_local_users",
                type: "character varying(320)",
                maxLength: 320,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(320)",
                oldMaxLength: 320,
                oldCollation: "C");
        }
    }
}
