using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dex.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class SignIn : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "is_locked",
                table: "dex_local_users",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "search_text",
                table: "dex_local_users",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "version",
                table: "dex_local_users",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1L);

            // Accounts made before could be searched for by nothing.
            migrationBuilder.Sql("UPDATE dex_local_users SET search_text = lower(email || char(10) || name || char(10) || username || char(10) || user_id)");

            migrationBuilder.CreateTable(
                name: "dex_authorization_codes",
                columns: table => new
                {
                    hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    json = table.Column<string>(type: "TEXT", nullable: false),
                    connector_data = table.Column<byte[]>(type: "BLOB", nullable: true),
                    expires_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    redeemed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    issued_tokens = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dex_authorization_codes", x => x.hash);
                });

            migrationBuilder.CreateTable(
                name: "dex_authorization_requests",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    json = table.Column<string>(type: "TEXT", nullable: false),
                    person = table.Column<string>(type: "TEXT", nullable: true),
                    auth_time = table.Column<DateTime>(type: "TEXT", nullable: true),
                    connector_data = table.Column<byte[]>(type: "BLOB", nullable: true),
                    proof_key = table.Column<byte[]>(type: "BLOB", nullable: false),
                    proof_key_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    expires_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dex_authorization_requests", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "dex_identities",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    connector_id = table.Column<string>(type: "TEXT", nullable: false),
                    user_id = table.Column<string>(type: "TEXT", nullable: false),
                    claims = table.Column<string>(type: "TEXT", nullable: false),
                    search_text = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    last_login_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    blocked_until = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dex_identities", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "dex_revoked_tokens",
                columns: table => new
                {
                    token_id = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    expires_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dex_revoked_tokens", x => x.token_id);
                });

            migrationBuilder.CreateTable(
                name: "dex_consents",
                columns: table => new
                {
                    identity_key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    client_id = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    scopes = table.Column<string>(type: "TEXT", nullable: false),
                    granted_at = table.Column<DateTime>(type: "TEXT", nullable: false)
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
        }
    }
}
