using Bunit;
using Dex.Domain.Activity;
using Dex.Domain.Refusals;
using Dex.Domain.Trials;
using Dex.Tests.Unit.Refusals;
using Dex.Web.Components.Clients;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dex.Tests.Unit.Console.Clients;

/// <summary>Wherever a client's page speaks of a refusal, the way to its trace is one step.</summary>
public sealed class RefusalLinkTests : ClientPagesContext
{
    private const string Trace = "refusals/" + GivenRefusal.Trace;

    private readonly RefusalRecord _refused = GivenRefusal.Of(RefusalRules.ClientSecretMismatch);

    [Fact]
    public void The_latest_refusals_of_a_client_lead_to_their_traces()
    {
        Log.Add(_refused);

        var page = Open(Machine("batch"), ClientTab.Overview, out _);

        Assert.Equal("client.secret_mismatch", page.Find($"a[href='{Trace}']").TextContent);
    }

    [Fact]
    public void More_of_them_than_there_is_room_for_lead_to_the_list_of_this_client()
    {
        for (var i = 0; i < 8; i++)
        {
            Log.Add(_refused with { RequestId = $"{i}" });
        }

        var page = Open(Machine("batch"), ClientTab.Overview, out _);

        Assert.Equal("All of them", page.Find("a[href='refusals?client=batch']").TextContent);
    }

    [Fact]
    public void Why_it_gets_no_token_leads_to_what_was_checked()
    {
        Log.Add(_refused);
        var standing = new ClientStanding(Machine("batch"), null, [], new RefusalCount(RefusalRules.ClientSecretMismatch.Id, "batch", 3, Now), Now);

        var row = Render<ClientExpansion>(row => row.Add(p => p.Standing, standing));

        Assert.Equal("What was checked", row.Find($"a[href='{Trace}']").TextContent.Trim());
    }

    [Fact]
    public void A_trial_that_is_refused_leads_to_what_was_checked()
    {
        var result = new TrialResult { RequestLine = "POST /token", Request = [], Status = 401, RequestId = GivenRefusal.Trace, Refusal = _refused };

        var answer = Render<TrialAnswer>(answer => answer.Add(p => p.Result, result).Add(p => p.Client, Machine("batch")));

        Assert.Equal("What was checked", answer.Find($"a[href='{Trace}']").TextContent.Trim());
    }

    private RefusalLog Log => Services.GetRequiredService<RefusalLog>();
}
