using System.Text.Json;
using Dex.Domain.Authorization;
using Dex.Domain.Devices;
using Dex.Domain.Tokens;
using Dex.Infrastructure.Persistence;
using Dex.Tests.Provisioning;
using Dex.Tests.Unit.Hosting;
using Dex.Tests.Unit.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dex.Tests.Unit.Housekeeping;

public sealed class ExpiredObjectCollectorTests
{
    private static readonly TimeSpan Round = TimeSpan.FromMinutes(5);

    private readonly FakeTimeProvider _clock = new(Sample.Start);

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Expired_objects_go_five_minutes_after_the_start_and_a_line_tells_how_many()
    {
        await using var server = await DexServer.StartAsync(new DexServerSettings { Clock = _clock });
        await AddAsync(server, "first");

        _clock.Advance(Round - TimeSpan.FromSeconds(1));
        Assert.Equal(3, await RowsAsync(server));
        await UntilCollectedAsync(server);
        await AddAsync(server, "second");
        await UntilCollectedAsync(server);

        await Eventually.HoldsAsync(() => Task.FromResult(Lines(server, "garbage collection run, delete auth").Length == 2), TimeSpan.FromSeconds(10), () => server.Log.Text, Ct);
        Assert.All(Lines(server, "garbage collection run, delete auth"), line =>
        {
            Assert.Equal("INFO", line.GetProperty("level").GetString());
            Assert.Equal(1, line.GetProperty("requests").GetInt32());
            Assert.Equal(0, line.GetProperty("auth_codes").GetInt32());
            Assert.Equal((1, 1), (line.GetProperty("device_requests").GetInt32(), line.GetProperty("device_tokens").GetInt32()));
            Assert.Equal(1, line.GetProperty("revoked_tokens").GetInt32());
        });
    }

    [Fact]
    public async Task A_round_that_fails_says_so_and_the_next_goes_on()
    {
        await using var server = await DexServer.StartAsync(new DexServerSettings { Clock = _clock });
        await AddAsync(server, "first");
        await ExecuteAsync(server, "ALTER TABLE dex_revoked_tokens RENAME TO elsewhere");

        await Eventually.HoldsAsync(
            () =>
            {
                _clock.Advance(Round);
                return Task.FromResult(Lines(server, "garbage collection failed").Length > 0);
            },
            TimeSpan.FromSeconds(20), () => server.Log.Text, Ct);
        Assert.Equal("ERROR", Lines(server, "garbage collection failed")[0].GetProperty("level").GetString());
        await ExecuteAsync(server, "ALTER TABLE elsewhere RENAME TO dex_revoked_tokens");

        await UntilCollectedAsync(server);
        await Eventually.HoldsAsync(
            () => Task.FromResult(Lines(server, "garbage collection run, delete auth").Select(line => line.GetProperty("revoked_tokens").GetInt32()).SequenceEqual([0, 1])),
            TimeSpan.FromSeconds(10), () => server.Log.Text, Ct);
    }

    private async Task AddAsync(DexServer server, string name)
    {
        var end = _clock.GetUtcNow().AddMinutes(1);
        await server.Services.GetRequiredService<IAuthorizationRequestStore>().AddAsync(Sample.Request(name) with { ExpiresAt = end }, Ct);
        await server.Services.GetRequiredService<IDeviceRequestStore>().AddAsync(
            Sample.Device(name == "first" ? "BBBB-BBBB" : "CCCC-CCCC") with { ExpiresAt = end }, Ct);
        await server.Services.GetRequiredService<IRevokedTokens>().RevokeAsync([new IssuedToken(name, end)], Ct);
    }

    private Task UntilCollectedAsync(DexServer server) => Eventually.HoldsAsync(
        async () =>
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            return await RowsAsync(server) == 0;
        },
        TimeSpan.FromSeconds(20), () => "The expired objects stay.", Ct);

    private static async Task<int> RowsAsync(DexServer server)
    {
        await using var db = await server.Services.GetRequiredService<IDbContextFactory<DexDbContext>>().CreateDbContextAsync(Ct);
        return await db.AuthorizationRequests.CountAsync(Ct) + await db.DeviceRequests.CountAsync(Ct) + await db.RevokedTokens.CountAsync(Ct);
    }

    private static async Task ExecuteAsync(DexServer server, string sql)
    {
        await using var db = await server.Services.GetRequiredService<IDbContextFactory<DexDbContext>>().CreateDbContextAsync(Ct);
        await db.Database.ExecuteSqlRawAsync(sql, Ct);
    }

    private static JsonElement[] Lines(DexServer server, string message) =>
        [.. server.Log.Lines.Select(line => JsonDocument.Parse(line).RootElement).Where(line => line.GetProperty("msg").GetString() == message)];
}
