using System.Globalization;
using AngleSharp.Html.Parser;
using Dex.Domain.Refusals;
using Dex.Tests.Unit.Hosting;
using Microsoft.AspNetCore.WebUtilities;
using Xunit;

namespace Dex.Tests.Unit.Refusals;

/// <summary>
/// Walks the catalogue: each rule is triggered over HTTP, and what the caller, the log and the console learn is compared with it. A new
/// rule needs a request that triggers it, in the file of triggers to which it belongs.
/// </summary>
public sealed class RefusalCatalogueTests(RefusalStage stage) : IClassFixture<RefusalStage>
{
    private static readonly Dictionary<string, Func<RefusalStage, Task<HttpResponseMessage>>> Triggers = new(
        [
            .. TokenTriggers.All, .. CodeTriggers.All, .. RefreshTokenTriggers.All, .. DeviceTriggers.All, .. GrantTriggers.All, .. RequestTriggers.All,
            .. StepTriggers.All, .. ConsoleTriggers.All, .. ServerTriggers.All,
        ],
        StringComparer.Ordinal);

    // Told to the client by rule, were there an address at which to tell it: nobody can be sent to an application out of band.
    private const string OutOfBand = "response_type.token_out_of_band";

    // Pages that let the person try again, and the one of a spent link, are no error pages.
    private static readonly string[] OwnPages =
    [
        "login.wrong_password", "login.locked", "limit.sign_ins", "login.setup_link_dead", "user_code.unknown", "limit.user_codes",
        "device.sign_in_ended",
    ];

    public static TheoryData<string> Rules => [.. RefusalRules.All.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task Every_rule_refuses_over_http_and_leaves_its_name_in_the_record_and_in_the_log(string id)
    {
        var rule = RefusalRules.Find(id)!;
        Assert.True(Triggers.ContainsKey(id), $"No request is known that triggers {id}.");

        stage.Begin();
        using var answer = await Triggers[id](stage);

        Assert.NotEmpty(answer.RequestId());
        var record = stage.Dex.RefusalOf(answer);
        Assert.Equal(rule, record.Rule);
        Assert.True(RefusalPaths.Of(record).Contains(rule) != RefusalPaths.Anywhere.Contains(rule), $"The path of {record.Endpoint} does not hold {id}.");
        await AssertNotedAsync(record, answer);
        Assert.Contains(stage.Dex.Log.Of(answer.RequestId()), line => line.TryGetProperty("rule", out var logged) && logged.GetString() == id);
        if (rule.Status == 303 && id != OutOfBand)
        {
            AssertTold(rule, answer);
        }
        else
        {
            await AssertAnsweredAsync(rule, answer);
        }

        if (rule.Status is 429 or 503)
        {
            Assert.InRange(int.Parse(answer.Header("Retry-After")!, CultureInfo.InvariantCulture), 1, 3600);
        }
    }

    [Fact]
    public void No_request_is_kept_for_a_rule_that_is_gone() => Assert.Empty(Triggers.Keys.Except(RefusalRules.All.Select(rule => rule.Id)));

    // The record says what the caller was told, neither more nor less.
    private static async Task AssertNotedAsync(RefusalRecord record, HttpResponseMessage answer)
    {
        var said = record.Answer;
        Assert.Equal(
            ((int)answer.StatusCode, answer.Header("WWW-Authenticate") ?? "", answer.Header("Retry-After")),
            (said.Status, said.Challenge, said.RetryAfter?.ToString(CultureInfo.InvariantCulture)));
        Assert.Equal(answer.RequestMessage!.Method.Method, record.Facts.Method);
        switch (said.Form)
        {
            case AnswerForm.Json:
                var told = await answer.ReadErrorAsync();
                Assert.Equal((told.Code, told.Description ?? ""), (said.Error, said.Description));
                break;
            case AnswerForm.Redirect:
                var members = QueryHelpers.ParseQuery(answer.Header("Location")!.Split('?', '#')[1]);
                Assert.Equal((members["error"].ToString(), answer.Header("Location")!.Split('?', '#')[0]), (said.Error, said.SentTo));
                break;
            default:
                Assert.Equal(AnswerForm.Page, said.Form);
                Assert.Contains(said.Description.Split('.')[0], (await answer.ReadTextAsync()).Replace("&#x27;", "'", StringComparison.Ordinal), StringComparison.Ordinal);
                break;
        }
    }

    // RFC 6749 section 4.1.2.1: the client learns it at its own address, with its state and the name of the issuer (RFC 9207).
    private void AssertTold(RefusalRule rule, HttpResponseMessage answer)
    {
        var location = answer.Header("Location")!;
        var parts = location.Split('?', '#');
        var members = QueryHelpers.ParseQuery(parts[1]);

        Assert.Equal(303, (int)answer.StatusCode);
        Assert.Matches("^https://[a-z]+\\.example\\.com/callback$", parts[0]);
        Assert.Equal((rule.Code, "s1", stage.Dex.Issuer), (members["error"].ToString(), members["state"].ToString(), members["iss"].ToString()));
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.Equal(ErrorPlaceOf(rule), location[parts[0].Length]);
    }

    // The triggers of these rules ask for tokens (F-13).
    private static char ErrorPlaceOf(RefusalRule rule) =>
        rule.Id is "response_type.token_alone" or "response_type.disabled_by_client" or "nonce.missing" ? '#' : '?';

    private static async Task AssertAnsweredAsync(RefusalRule rule, HttpResponseMessage answer)
    {
        var status = rule.Id == OutOfBand ? 400 : rule.Status;
        Assert.Equal(status, (int)answer.StatusCode);
        if (answer.Header("Content-Type") == "application/json")
        {
            Assert.Equal(rule.Code, (await answer.ReadErrorAsync()).Code);
            return;
        }

        Assert.StartsWith("text/html", answer.Header("Content-Type"), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(("no-store", null), (answer.Header("Cache-Control"), answer.Header("Location")));
        using var page = new HtmlParser().ParseDocument(await answer.ReadTextAsync());
        Assert.Equal(OwnPages.Contains(rule.Id) ? null : answer.RequestId(), page.QuerySelector("#request-id")?.TextContent);
        Assert.Equal(OwnPages.Contains(rule.Id) ? null : $"{status}", page.QuerySelector(".dex-status")?.TextContent);
    }
}
