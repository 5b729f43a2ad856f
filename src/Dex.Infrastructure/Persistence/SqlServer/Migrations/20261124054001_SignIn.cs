using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dex.Infrastructure.Persistence.SqlServer.Migrations
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
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "search_text",
                table: "dex_local_users",
                type: "nvarchar(max)",
                nullable: false,
                defaultValue: "",
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<long>(
                name: "version",
                table: "dex_local_users",
                type: "bigint",
                nullable: false,
                defaultValue: 1L);

            // Accounts made before could be searched for by nothing.
            migrationBuilder.Sql("UPDATE dex_local_users SET search_text = lower(email + nchar(10) + name + nchar(10) + username + nchar(10) + user_id)");

            migrationBuilder.CreateTable(
                name: "dex_authorization_codes",
                columns: table => new
                {
                    hash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    json = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    connector_data = table.Column<byte[]>(type: "varbinary(max)", nullable: true),
                    expires_at = table.Column<DateTime>(type: "datetime2", nullable: false),
                    redeemed_at = table.Column<DateTime>(type: "datetime2", nullable: true),
                    issued_tokens = table.Column<string>(type: "nvarchar(max)", nullable: true, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dex_authorization_codes", x => x.hash);
                });

            migrationBuilder.CreateTable(
                name: "dex_authorization_requests",
                columns: table => new
                {
                    id = table.Column<string>(type: "nvarchar(128)", maxLength: 128, nullable: false, collation: "Latin1_General_100_BIN2"),
                    json = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    person = table.Column<string>(type: "nvarchar(max)", nullable: true, collation: "Latin1_General_100_BIN2"),
                    auth_time = table.Column<DateTime>(type: "datetime2", nullable: true),
                    connector_data = table.Column<byte[]>(type: "varbinary(max)", nullable: true),
                    proof_key = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    proof_key_hash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    expires_at = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dex_authorization_requests", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "dex_identities",
                columns: table => new
                {
                    key = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    connector_id = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    user_id = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    claims = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    search_text = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    created_at = table.Column<DateTime>(type: "datetime2", nullable: false),
                    last_login_at = table.Column<DateTime>(type: "datetime2", nullable: false),
                    blocked_until = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dex_identities", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "dex_revoked_tokens",
                columns: table => new
                {
                    token_id = table.Column<string>(type: "nvarchar(128)", maxLength: 128, nullable: false, collation: "Latin1_General_100_BIN2"),
                    expires_at = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dex_revoked_tokens", x => x.token_id);
                });

            migrationBuilder.CreateTable(
                name: "dex_consents",
                columns: table => new
                {
                    identity_key = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    client_id = table.Column<string>(type: "nvarchar(256)", maxLength: 256, nullable: false, collation: "Latin1_General_100_BIN2"),
                    scopes = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    granted_at = table.Column<DateTime>(type: "datetime2", nullable: false)
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
