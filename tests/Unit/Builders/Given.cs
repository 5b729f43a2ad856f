using System.Collections.Immutable;
using Dex.Domain.Administration;
using Dex.Domain.Clients;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Users;

namespace Dex.Tests.Unit.Builders;

/// <summary>Valid things, of which a test names only what matters to it.</summary>
internal static class Given
{
    /// <summary>The instant at which the tests' clocks start: the one of the specification's example token.</summary>
    public static DateTimeOffset Now { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static Administrator Ada { get; } = new("ada@example.com", "Ada", "192.0.2.10", "stamp");

    /// <summary>A confidential machine of the console, as if it had been saved once.</summary>
    public static Client Client(string id = "batch", params ClientSecret[] secrets) => new()
    {
        Id = id,
        Name = $"The client {id}",
        Secrets = [.. secrets],
        Version = 1,
        CreatedAt = Now,
        UpdatedAt = Now,
        UpdatedBy = Ada.Email,
    };

    /// <summary>A generated secret: checked by one hash, so it costs a test nothing.</summary>
    public static ClientSecret Secret(string text = "dxs_right", string label = "first") => new()
    {
        Id = $"id-{label}",
        Label = label,
        Hash = SecretHash.OfGenerated(text),
        CreatedAt = Now,
        CreatedBy = Ada.Email,
    };

    public static ClientDraft Draft(string id = "batch") => new() { Id = id, Name = "Nightly batch" };

    public static LocalUser LocalUser(string email) => new()
    {
        Email = email,
        PasswordHash = "$2a$10$33EMT0cVYVlPy6WAMCLsceLYjWhuHpbz5yuZxu/GAFj03J9Lytjuy",
        UserId = email,
    };

    public static FileSettings File(string issuer = "https://id.example.com/dex", params string[] grantTypes) => new()
    {
        Issuer = new Issuer(issuer),
        GrantTypes = [.. grantTypes],
        Stated = grantTypes.Length == 0 ? [] : ["oauth2.grantTypes"],
    };

    public static ServerPolicy Policy(
        FileSettings? file = null, ConsoleSettings? console = null, IEnumerable<string>? built = null, params (string Name, string Value)[] environment) =>
        ServerPolicy.Compute(
            file ?? File(),
            console ?? ConsoleSettings.Empty,
            new ServerCapabilities(built ?? GrantTypes.All),
            name => environment.FirstOrDefault(variable => variable.Name == name).Value);

    public static ConsoleSettings ConsoleGrants(params string[] grants) => ConsoleSettings.Empty with
    {
        Version = 1,
        GrantTypes = new ConsoleSetting<ImmutableSortedSet<string>>(grants.ToImmutableSortedSet(StringComparer.Ordinal), Ada.Email, Now),
    };

    public static ConsoleSettings ConsoleFlag(string name, bool on) => ConsoleSettings.Empty with
    {
        Version = 1,
        Flags = ConsoleSettings.Empty.Flags.Add(name, new ConsoleSetting<bool>(on, Ada.Email, Now)),
    };
}
