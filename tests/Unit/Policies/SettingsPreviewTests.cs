using Dex.Domain.Activity;
using Dex.Domain.Discovery;
using Dex.Domain.Flags;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Fakes;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dex.Tests.Unit.Policies;

public sealed class SettingsPreviewTests
{
    private static readonly string[] _algorithms = ["RS256", "ES256"];
    private readonly FakeTimeProvider _clock = new(Given.Now);
    private readonly MemoryActivity _activity = new();

    [Property(MaxTest = 300)]
    public Property What_is_predicted_for_a_grant_list_is_served_byte_for_byte() => Prop.ForAll(Settings().ToArbitrary(), given =>
    {
        var settings = new MemorySettings(given.Policy());
        var predicted = SettingsPreview.Of(
            settings.Current, SettingsAdministration.SwitchGrants(settings.Current, given.Switches, "somebody", default), given.Algorithm);

        var saved = Administration(settings).SaveGrantsAsync(given.Switches, given.Console.Version, Given.Ada, default).GetAwaiter().GetResult();

        return given.IsPinned == saved.Failed && (saved.Failed || Served(given, saved.Value!).Span.SequenceEqual(predicted.DocumentAfter.Json.Span));
    });

    [Property(MaxTest = 300)]
    public Property What_is_predicted_for_a_flag_is_served_byte_for_byte() => Prop.ForAll(Settings().ToArbitrary(), given =>
    {
        var flag = FeatureFlags.ClientCredentialGrantEnabledByDefault;
        var settings = new MemorySettings(given.Policy());
        var predicted = SettingsPreview.Of(
            settings.Current, SettingsAdministration.SwitchFlag(settings.Current.Console, flag, given.Flag, "somebody", default), given.Algorithm);

        var saved = Administration(settings).SaveFlagAsync(flag, given.Flag, given.Console.Version, Given.Ada, default).GetAwaiter().GetResult();

        return saved.Failed
            ? given.Environment is not null && given.Flag is not null
            : Served(given, saved.Value).Span.SequenceEqual(predicted.DocumentAfter.Json.Span);
    });

    [Property(MaxTest = 200)]
    public Property The_lines_of_a_preview_lead_from_one_document_to_the_other() => Prop.ForAll(Settings().ToArbitrary(), given =>
    {
        var policy = given.Policy();
        var preview = SettingsPreview.Of(policy, SettingsAdministration.SwitchGrants(policy, given.Switches, "somebody", default), given.Algorithm);
        var after = Lines(preview.DocumentAfter);

        return preview.Lines.Count == 0 == (preview.ChangedMembers.Count == 0)
            && preview.Lines.Where(line => line.Change != DocumentChange.Removed).All(line => after[line.Number - 1] == line.Text);
    });

    [Fact]
    public void Switching_the_only_grant_off_changes_the_fields_that_depend_on_it_and_no_other()
    {
        var policy = Given.Policy(console: Given.ConsoleGrants(GrantTypes.ClientCredentials), built: [GrantTypes.ClientCredentials]);

        var preview = SettingsPreview.Of(policy, Off(policy, GrantTypes.ClientCredentials), "RS256");

        Assert.Equal(["grant_types_supported"], preview.ChangedMembers);
        Assert.Equal([GrantTypes.ClientCredentials], preview.LostGrants);
        Assert.Contains(preview.Lines, line => line is { Change: DocumentChange.Removed } && line.Text.Contains("client_credentials", StringComparison.Ordinal));
        Assert.Contains(preview.Lines, line => line is { Change: DocumentChange.Added } && line.Text.Contains("[]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Clients_that_may_use_a_lost_grant_lose_it_most_calls_first()
    {
        var policy = Given.Policy(console: Given.ConsoleGrants(GrantTypes.ClientCredentials));
        _activity.Issued[GrantTypes.ClientCredentials] = new() { ["busy"] = 412, ["calm"] = 3 };
        var reader = Reader(
            Given.Client("calm"), Given.Client("busy"), Given.Client("off") with { Enabled = false }, Given.Client("public") with { IsPublic = true },
            Given.Client("other") with { AllowedGrantTypes = [GrantTypes.AuthorizationCode] });

        var affected = await reader.ReadAsync(SettingsPreview.Of(policy, Off(policy, GrantTypes.ClientCredentials), "RS256"), Xunit.TestContext.Current.CancellationToken);

        Assert.Equal([("busy", 412L), ("calm", 3L)], affected.Losing.Select(one => (one.Client.Id, one.Calls)));
        Assert.Empty(affected.Gaining);
    }

    [Fact]
    public async Task Clients_gain_a_grant_that_was_off_with_the_calls_they_made_in_vain()
    {
        var policy = Given.Policy(console: Given.ConsoleGrants());
        _activity.Refusals.Add(new RefusalCount(RefusalRules.GrantDisabledByServer.Id, "eager", 14, Given.Now));
        var switches = new Dictionary<string, bool> { [GrantTypes.ClientCredentials] = true };
        var preview = SettingsPreview.Of(policy, SettingsAdministration.SwitchGrants(policy, switches, "somebody", Given.Now), "RS256");

        var affected = await Reader(Given.Client("eager")).ReadAsync(preview, Xunit.TestContext.Current.CancellationToken);

        var gain = Assert.Single(affected.Gaining);
        Assert.Equal(("eager", 14L), (gain.Client.Id, gain.Calls));
        Assert.Empty(affected.Losing);
    }

    [Fact]
    public async Task Usage_counts_who_may_use_a_grant_who_does_and_who_asks_in_vain()
    {
        _activity.Issued[GrantTypes.ClientCredentials] = new() { ["a"] = 5, ["b"] = 7 };
        _activity.RefusedGrant = GrantTypes.Password;
        _activity.Refusals.Add(new RefusalCount(RefusalRules.GrantDisabledByServer.Id, "a", 2, Given.Now));
        _activity.Refusals.Add(new RefusalCount(RefusalRules.GrantDisabledByServer.Id, "", 1, Given.Now));
        var reader = new GrantUsageReader(new MemoryClientStore(Given.Client("a"), Given.Client("b") with { IsPublic = true }), _activity, _clock);

        var usage = await reader.ReadAsync([GrantTypes.ClientCredentials, GrantTypes.Password], Xunit.TestContext.Current.CancellationToken);

        Assert.Equal(new GrantUsage(GrantTypes.ClientCredentials, 1, 12, 0, 0), usage[0]);
        Assert.Equal(new GrantUsage(GrantTypes.Password, 2, 0, 1, 3), usage[1]);
    }

    private static ConsoleSettings Off(ServerPolicy policy, string grant) =>
        SettingsAdministration.SwitchGrants(policy, new Dictionary<string, bool> { [grant] = false }, "somebody", Given.Now);

    private static string[] Lines(DiscoveryDocument document) => System.Text.Encoding.UTF8.GetString(document.Json.Span).Split('\n');

    // What a server started on the stored settings says: computed anew, not taken from the snapshot that previewed it.
    private static ReadOnlyMemory<byte> Served(Generated given, ConsoleSettings stored) =>
        DiscoveryDocument.Of(ServerPolicy.Compute(given.File, stored, given.Capabilities, given.Variable), given.Algorithm).Json;

    private static SettingsAdministration Administration(MemorySettings settings) =>
        new(settings, settings, FixedGate.Open, new FakeTimeProvider(Given.Now));

    private AffectedClientsReader Reader(params Dex.Domain.Clients.Client[] clients) => new(new MemoryClientStore(clients), _activity, _clock);

    private static Gen<Generated> Settings() =>
        from built in Gen.SubListOf(GrantTypes.All.AsEnumerable())
        from listed in Gen.SubListOf(GrantTypes.All.AsEnumerable())
        from pinned in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
        from saved in Gen.SubListOf(GrantTypes.All.AsEnumerable())
        from isSaved in Gen.Elements(true, false)
        from responses in Gen.SubListOf(ResponseTypes.Legal.AsEnumerable())
        from connector in Gen.Elements("", "ldap")
        from flag in Gen.Elements<bool?>(null, true, false)
        from environment in Gen.Elements<string?>(null, "true", "false")
        from switched in Gen.SubListOf(GrantTypes.All.AsEnumerable())
        from wish in Gen.Elements(true, false)
        from algorithm in Gen.Elements(_algorithms)
        select new Generated(
            Given.File(grantTypes: pinned ? [.. listed] : []) with { ResponseTypes = [.. responses], PasswordConnector = connector },
            isSaved ? Given.ConsoleGrants([.. saved]) : ConsoleSettings.Empty,
            new ServerCapabilities(built),
            environment,
            flag,
            switched.ToDictionary(grant => grant, _ => wish, StringComparer.Ordinal),
            algorithm);

    private sealed record Generated(
        FileSettings File,
        ConsoleSettings Console,
        ServerCapabilities Capabilities,
        string? Environment,
        bool? Flag,
        IReadOnlyDictionary<string, bool> Switches,
        string Algorithm)
    {
        public bool IsPinned => !File.GrantTypes.IsEmpty;

        public string? Variable(string name) => name == FeatureFlags.ClientCredentialGrantEnabledByDefault.Variable ? Environment : null;

        public ServerPolicy Policy() => ServerPolicy.Compute(File, Console, Capabilities, Variable);
    }
}
