using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dex.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Grants : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "allows_several_refresh_tokens",
                table: "dex_clients",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "dex_device_requests",
                columns: table => new
                {
                    user_code = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    device_code_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    client_id = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    json = table.Column<string>(type: "TEXT", nullable: false),
                    status = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    expires_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    last_poll_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    interval = table.Column<long>(type: "INTEGER", nullable: false),
                    approval = table.Column<string>(type: "TEXT", nullable: true),
                    connector_data = table.Column<byte[]>(type: "BLOB", nullable: true),
                    person_key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    search_text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dex_device_requests", x => x.user_code);
                });

            migrationBuilder.CreateTable(
                name: "dex_offline_sessions",
                columns: table => new
                {
                    person_key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    connector_data = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dex_offline_sessions", x => x.person_key);
                });

            migrationBuilder.CreateTable(
                name: "dex_refresh_tokens",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    slot = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    client_id = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    person_key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    connector_id = table.Column<string>(type: "TEXT", nullable: false),
                    json = table.Column<string>(type: "TEXT", nullable: false),
                    person = table.Column<string>(type: "TEXT", nullable: false),
                    search_text = table.Column<string>(type: "TEXT", nullable: false),
                    family_key = table.Column<byte[]>(type: "BLOB", nullable: false),
                    value_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    previous_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    current_value = table.Column<byte[]>(type: "BLOB", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    last_used_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    turn = table.Column<string>(type: "TEXT", maxLength: 128, nullable: true),
                    turn_until = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dex_refresh_tokens", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "dex_issued_tokens",
                columns: table => new
                {
                    token_id = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    refresh_token_id = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    expires_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dex_issued_tokens", x => x.token_id);
                    table.ForeignKey(
                        name: "FK_dex_issued_tokens_dex_refresh_tokens_refresh_token_id",
                        column: x => x.refresh_token_id,
                        principalTable: "dex_refresh_tokens",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_dex_device_requests_client_id",
                table: "dex_device_requests",
                column: "client_id");

            migrationBuilder.CreateIndex(
                name: "IX_dex_device_requests_device_code_hash",
                table: "dex_device_requests",
                column: "device_code_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_dex_device_requests_expires_at",
                table: "dex_device_requests",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "IX_dex_device_requests_person_key",
                table: "dex_device_requests",
                column: "person_key");

            migrationBuilder.CreateIndex(
                name: "IX_dex_issued_tokens_expires_at",
                table: "dex_issued_tokens",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "IX_dex_issued_tokens_refresh_token_id",
                table: "dex_issued_tokens",
                column: "refresh_token_id");

            migrationBuilder.CreateIndex(
                name: "IX_dex_refresh_tokens_client_id",
                table: "dex_refresh_tokens",
                column: "client_id");

            migrationBuilder.CreateIndex(
                name: "IX_dex_refresh_tokens_created_at",
                table: "dex_refresh_tokens",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "IX_dex_refresh_tokens_last_used_at",
                table: "dex_refresh_tokens",
                column: "last_used_at");

            migrationBuilder.CreateIndex(
                name: "IX_dex_refresh_tokens_person_key",
                table: "dex_refresh_tokens",
                column: "person_key");

            migrationBuilder.CreateIndex(
                name: "IX_dex_refresh_tokens_slot",
                table: "dex_refresh_tokens",
                column: "slot",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "dex_device_requests");

            migrationBuilder.DropTable(
                name: "dex_issued_tokens");

            migrationBuilder.DropTable(
                name: "dex_offline_sessions");

            migrationBuilder.DropTable(
                name: "dex_refresh_tokens");

            migrationBuilder.DropColumn(
                name: "allows_several_refresh_tokens",
                table: "dex_clients");
        }
    }
}
