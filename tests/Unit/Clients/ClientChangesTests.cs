using System.Collections.Immutable;
using System.Reflection;
using Dex.Domain.Audit;
using Dex.Domain.Clients;
using Dex.Domain.Protocol;
using Dex.Tests.Unit.Builders;
using Xunit;

namespace Dex.Tests.Unit.Clients;

public sealed class ClientChangesTests
{
    private static readonly string[] NotForPeople = ["Id", "EqualityContract", "Origin", "IsSample", "Version", "CreatedAt", "UpdatedAt", "UpdatedBy"];

    public static TheoryData<string> Fields =>
    [
        .. typeof(Client).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite && !NotForPeople.Contains(property.Name, StringComparer.Ordinal))
            .Select(property => property.Name),
    ];

    [Fact]
    public void Equal_clients_differ_in_nothing() => Assert.Empty(ClientChanges.Between(Given.Client(), Given.Client()));

    [Theory]
    [MemberData(nameof(Fields))]
    public void A_change_of_any_field_shows(string field)
    {
        var changed = Given.Client() with { };
        var property = typeof(Client).GetProperty(field)!;
        property.SetValue(changed, Another(property.GetValue(changed), property.PropertyType));

        Assert.Single(ClientChanges.Between(Given.Client(), changed));
    }

    [Fact]
    public void Unset_and_empty_lists_are_told_apart()
    {
        var unset = Given.Client();

        Assert.Equal([new FieldChange("Allowed grants", null, "none")], ClientChanges.Between(unset, unset with { AllowedGrantTypes = [] }));
        Assert.Equal([new FieldChange("Second factors", null, "none")], ClientChanges.Between(unset, unset with { MfaChain = [] }));
        Assert.Equal([new FieldChange("Session shared with", null, "nobody")], ClientChanges.Between(unset, unset with { SsoSharedWith = [] }));
    }

    [Fact]
    public void A_secrets_hash_never_shows()
    {
        var after = Given.Client("batch", Given.Secret());

        Assert.DoesNotContain("sha256$", Assert.Single(ClientChanges.Between(Given.Client(), after)).After, StringComparison.Ordinal);
    }

    private static object Another(object? value, Type type) => value switch
    {
        string => "another",
        bool flag => !flag,
        ClientKind => ClientKind.Device,
        RefreshTokenLifetime => RefreshTokenLifetime.Session,
        ImmutableArray<string> => ImmutableArray.Create("another"),
        ImmutableArray<ClientSecret> => ImmutableArray.Create(Given.Secret()),
        ImmutableSortedDictionary<string, string> claims => claims.Add("tenant", "\"north\""),
        null when type == typeof(TimeSpan?) => TimeSpan.FromMinutes(5),
        null => ImmutableArray.Create(GrantTypes.ClientCredentials),
        _ => throw new InvalidOperationException($"Say what else a {type} could be."),
    };
}
