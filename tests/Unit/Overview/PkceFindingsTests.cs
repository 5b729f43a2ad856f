using Dex.Domain.Clients;
using Dex.Domain.Overview;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Fakes;
using Xunit;

namespace Dex.Tests.Unit.Overview;

/// <summary>Product 3.4: a client of the file without PKCE is worth a word.</summary>
public sealed class PkceFindingsTests
{
    private static readonly FileSettings Serving = Given.File(grantTypes: GrantTypes.AuthorizationCode);

    [Fact]
    public async Task A_public_client_is_a_warning_and_a_confidential_one_a_remark()
    {
        var found = await FindAsync(Serving, Web("portal"), Web("app") with { IsPublic = true });

        Assert.Equal(
            [("client.without_pkce:app", FindingSeverity.Warning), ("client.without_pkce:portal", FindingSeverity.Notice)],
            found.Select(finding => (finding.Id, finding.Severity)));
        Assert.Equal("clients/app/redirects", found[0].Href);
    }

    [Fact]
    public async Task Whoever_must_use_it_or_gets_no_code_is_left_in_peace()
    {
        Assert.Empty(await FindAsync(
            Serving,
            Web("strict") with { PkceRequired = true },
            Web("off") with { Enabled = false },
            Web("narrow") with { AllowedGrantTypes = [GrantTypes.ClientCredentials] },
            Given.Client("machine")));
        Assert.Empty(await FindAsync(Serving with { Pkce = new PkcePolicy { Enforce = true } }, Web("portal")));
        Assert.Empty(await FindAsync(Given.File(grantTypes: GrantTypes.ClientCredentials), Web("portal")));
    }

    [Fact]
    public async Task Many_are_summed_up() =>
        Assert.StartsWith(
            "6 clients of the file",
            Assert.Single(await FindAsync(Serving, [.. Enumerable.Range(0, 6).Select(number => Web($"portal-{number}"))])).Title,
            StringComparison.Ordinal);

    private static Client Web(string id) => Given.Client(id) with { RedirectUris = ["https://app.example.com/callback"] };

    private static Task<IReadOnlyList<Finding>> FindAsync(FileSettings file, params Client[] clients) =>
        new PkceFindings(clients, new MemorySettings(Given.Policy(file))).FindAsync(Xunit.TestContext.Current.CancellationToken);
}
