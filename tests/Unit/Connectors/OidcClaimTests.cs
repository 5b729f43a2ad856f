using System.Text.Json;
using Dex.Domain.Claims;
using Dex.Domain.Connectors;
using Xunit;

namespace Dex.Tests.Unit.Connectors;

/// <summary>How a provider's claims become a person.</summary>
public sealed class OidcClaimTests
{
    [Theory]
    [InlineData("userIDKey: oid", """{"oid":"o1"}""", "o1", "Jane")]
    [InlineData("userNameKey: nick", """{"nick":"jj","name":null}""", "jane-1", "jj")]
    public async Task Other_claims_may_give_id_and_name(string config, string claims, string userId, string name)
    {
        var person = await PersonAsync(config, claims);

        Assert.Equal((userId, name), (person.UserId, person.Username));
    }

    [Theory]
    [InlineData("", """{"sub":null,"name":null}""", "\"sub\"")]
    [InlineData("", """{"name":null,"email":null}""", "\"name\"")]
    [InlineData("userNameKey: nick", "{}", "\"nick\"")]
    [InlineData("", """{"email":null,"email_verified":null}""", "\"email\"")]
    [InlineData("claimMapping: {email: mail}", """{"email":null}""", "\"mail\"")]
    [InlineData("", """{"email_verified":null}""", "\"email_verified\"")]
    [InlineData("", """{"email_verified":"true"}""", "\"email_verified\"")]
    [InlineData("userIDKey: oid", "{}", "\"oid\"")]
    [InlineData("insecureEnableGroups: true", """{"groups":["a",1]}""", "\"groups\"")]
    public async Task The_first_claim_that_is_missing_is_named(string config, string claims, string told) =>
        Assert.Contains(told, (await Assert.ThrowsAsync<ConnectorException>(() => PersonAsync(config, claims))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("insecureSkipEmailVerified: true", """{"email_verified":null}""", true)]
    [InlineData("insecureSkipEmailVerified: true", """{"email_verified":"false"}""", true)]
    [InlineData("insecureSkipEmailVerified: true", """{"email_verified":false}""", false)]
    [InlineData("scopes: [profile]", """{"email":null,"email_verified":null}""", false)]
    public async Task A_missing_verification_counts_only_where_the_file_says_so(string config, string claims, bool isVerified) =>
        Assert.Equal(isVerified, (await PersonAsync(config, claims)).EmailVerified);

    [Theory]
    [InlineData("claimMapping: {preferred_username: login, email: mail}", "{}", "", "jane@example.com")]
    [InlineData("claimMapping: {preferred_username: login, email: mail}", """{"login":"jl","mail":"m@example.com"}""", "jl", "jane@example.com")]
    [InlineData("claimMapping: {preferred_username: login, email: mail}", """{"login":"jl","mail":"m@example.com","email":null}""", "jl", "m@example.com")]
    [InlineData("claimMapping: {preferred_username: login}", """{"login":"jl","preferred_username":"pu"}""", "pu", "jane@example.com")]
    [InlineData("overrideClaimMapping: true\nclaimMapping: {preferred_username: login, email: mail}", """{"login":"jl","mail":"m@example.com","preferred_username":"pu"}""", "jl", "m@example.com")]
    public async Task Mapped_claims_stand_in_or_override(string config, string claims, string preferred, string email)
    {
        var person = await PersonAsync(config, claims);

        Assert.Equal((preferred, email), (person.PreferredUsername, person.Email));
    }

    [Theory]
    [InlineData("", """{"groups":["a"]}""", "")]
    [InlineData("insecureEnableGroups: true", """{"groups":["b","a","b"]}""", "b,a,b")]
    [InlineData("insecureEnableGroups: true", """{"groups":"one"}""", "one")]
    [InlineData("insecureEnableGroups: true", """{"groups":[{"name":"a"},{"id":7},"b"]}""", "a,b")]
    [InlineData("insecureEnableGroups: true\nclaimMapping: {groups: roles}", """{"roles":["r"]}""", "r")]
    [InlineData("insecureEnableGroups: true\nclaimMapping: {groups: roles}", """{"roles":["r"],"groups":"one"}""", "r")]
    [InlineData("insecureEnableGroups: true\nclaimMapping: {groups: roles}", """{"roles":["r"],"groups":["a"]}""", "a")]
    [InlineData("insecureEnableGroups: true\noverrideClaimMapping: true\nclaimMapping: {groups: roles}", """{"roles":["r"],"groups":["a"]}""", "r")]
    [InlineData("insecureEnableGroups: true\nclaimModifications: {filterGroupClaims: {groupsFilter: 'dev'}}", """{"groups":["my-devs","ops"]}""", "my-devs")]
    [InlineData("insecureEnableGroups: true\nclaimModifications: {filterGroupClaims: {groupsFilter: '^dev$'}}", """{"groups":["dev","dev\n","devs"]}""", "dev")]
    [InlineData("insecureEnableGroups: true\nclaimModifications: {filterGroupClaims: {groupsFilter: '^(?P<x>[[:lower:]]+)$'}}", """{"groups":["dev","Dev","9"]}""", "dev")]
    [InlineData("insecureEnableGroups: true\nclaimModifications: {filterGroupClaims: {groupsFilter: 'dev'}}", """{"groups":"ops"}""", "ops")]
    [InlineData("insecureEnableGroups: true\nclaimModifications: {filterGroupClaims: {groupsFilter: '(?=dev)'}}", """{"groups":["ops"]}""", "ops")]
    [InlineData("insecureEnableGroups: true\nclaimModifications: {modifyGroupNames: {prefix: 'p:', suffix: ':s'}}", """{"groups":["a"]}""", "p:a:s")]
    [InlineData("insecureEnableGroups: true\nallowedGroups: [a, c]", """{"groups":["b","a"]}""", "a")]
    [InlineData("insecureEnableGroups: true\nallowedGroups: [a]\nclaimModifications: {modifyGroupNames: {prefix: 'p:'}}", """{"groups":["a"]}""", "p:a")]
    [InlineData("allowedGroups: [a]", """{"groups":["b"]}""", "")]
    [InlineData("claimModifications: {newGroupFromClaims: [{claims: [org, n, role], delimiter: '-', clearDelimiter: true, prefix: acme}]}", """{"org":"o-1","n":1,"role":"r"}""", "acme-o1-r")]
    [InlineData("claimModifications: {newGroupFromClaims: [{claims: [org], delimiter: '-'}]}", """{"org":"o-1"}""", "-o-1")]
    [InlineData("claimModifications: {newGroupFromClaims: [{claims: [none], delimiter: '-'}]}", "{}", "")]
    [InlineData("insecureEnableGroups: true\nclaimModifications: {modifyGroupNames: {prefix: 'p:'}, newGroupFromClaims: [{claims: [org], delimiter: '-', prefix: x}], filterGroupClaims: {groupsFilter: '^a$'}}", """{"org":"o","groups":["a","b"]}""", "p:a,x-o")]
    public async Task Groups_are_read_filtered_allowed_renamed_and_made(string config, string claims, string groups) =>
        Assert.Equal(groups, string.Join(',', (await PersonAsync(config, claims)).Groups));

    [Fact]
    public async Task Somebody_in_none_of_the_allowed_groups_is_told_so() =>
        await Assert.ThrowsAsync<RequiredGroupsException>(() => PersonAsync("insecureEnableGroups: true\nallowedGroups: [A]", """{"groups":["a"]}"""));

    private static async Task<PersonClaims> PersonAsync(string config, string claims)
    {
        await using var bench = await OidcBench.StartAsync(config);
        foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, object?>>(claims)!)
        {
            bench.Provider.Claims[name] = value;
        }

        return (await bench.SignInAsync()).Claims;
    }
}
