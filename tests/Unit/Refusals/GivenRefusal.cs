using Dex.Domain.Refusals;
using Dex.Tests.Unit.Builders;

namespace Dex.Tests.Unit.Refusals;

/// <summary>Records of refusals, valid until a test says otherwise.</summary>
internal static class GivenRefusal
{
    public const string Trace = "6f9619ff-8b86-d011-b42d-00cf4fc964ff";

    /// <summary>Of the client <c>batch</c>, which exists, at <see cref="Given.Now"/>.</summary>
    public static RefusalRecord Of(RefusalRule rule, string endpoint = "/token", string trace = Trace) =>
        new(Given.Now, trace, endpoint, rule, "batch", true, endpoint == "/token" ? "client_credentials" : "", "192.0.2.7", "", "");

    /// <summary>What a posted form brought.</summary>
    public static RequestFacts Facts(string form, string? authorization = null) =>
        RequestFacts.Read("POST", "Go-http-client/2.0", authorization, GivenFlow.Form(form));
}
