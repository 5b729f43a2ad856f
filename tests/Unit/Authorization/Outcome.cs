using System.Text.Json;
using Dex.Domain.Authorization;
using Xunit;

namespace Dex.Tests.Unit.Authorization;

/// <summary>What a test says of how a step ended.</summary>
internal static class Outcome
{
    /// <summary>The person is told, by a page of this status.</summary>
    public static DisplayedFailure AssertPage(this FlowOutcome? outcome, string rule, int status)
    {
        var failure = Assert.IsType<DisplayedFailure>(outcome);
        Assert.Equal((rule, status), (failure.Error.Rule.Id, failure.Status));
        Assert.NotEmpty(failure.Sentence);
        return failure;
    }

    /// <summary>The client is told, at its own address.</summary>
    public static RedirectedFailure AssertTold(this FlowOutcome? outcome, string rule, string code, ResponseMode mode = ResponseMode.Query)
    {
        var failure = Assert.IsType<RedirectedFailure>(outcome);
        Assert.Equal((rule, code, mode), (failure.Error.Rule.Id, failure.Error.Code, failure.Response.Mode));
        Assert.Equal(code, failure.Response.Member("error"));
        Assert.Equal("https://id.example.com/dex", failure.Response.Member("iss"));
        return failure;
    }

    public static Onward AssertOnward(this FlowOutcome? outcome, string location, int status)
    {
        var onward = Assert.IsType<Onward>(outcome);
        Assert.Equal((location, status), (onward.Location, onward.Status));
        return onward;
    }

    /// <summary>Every field with its value, lists in their order: records compare their lists by reference.</summary>
    public static string Json(AuthorizationRequest? request) => JsonSerializer.Serialize(request);

    /// <summary>Null when the answer has no such member.</summary>
    public static string? Member(this AuthorizationResponse response, string name) =>
        response.Members.Where(member => member.Key == name).Select(member => member.Value).SingleOrDefault();
}
