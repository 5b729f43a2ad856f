using System.Text;
using Dex.Domain.Authorization;
using Dex.Domain.Clients;
using Dex.Domain.Protocol;
using Dex.Tests.Unit.Builders;
using Dex.Web.Hosting;
using FsCheck.Xunit;

namespace Dex.Tests.Unit.Attacks;

/// <summary>What holds for every text that a stranger can send, at the rules that decide where people are sent.</summary>
public sealed class AnyTextTests
{
    private const string Registered = "https://app.example/callback?own=1";

    private static readonly Uri Here = new("https://id.example/dex/auth/local/login");

    private static readonly Issuer Issuer = new("https://id.example/dex");

    private static readonly Client App = Given.Client("app") with { RedirectUris = [Registered] };

    [Property(MaxTest = 500)]
    public bool A_state_reaches_the_client_as_it_was_and_changes_nothing_else(string? text)
    {
        var state = WellFormed(text);
        return new[] { ResponseMode.Query, ResponseMode.Fragment }.All(mode =>
        {
            var location = AuthorizationResponse.Of(new Delivery(Registered, mode, state), Issuer, ("code", "c")).Location;
            var members = FormParameters.TryParse(Encoding.UTF8.GetBytes(location.Split('?', '#')[^1]))!;
            return location.StartsWith("https://app.example/callback?", StringComparison.Ordinal) && location.All(c => c is > ' ' and < '\x7f')
                && (members.Text("state"), members.Text("code"), members.Text("iss")) == (state, "c", Issuer.Value)
                && members.Count == (mode == ResponseMode.Query ? 4 : 3);
        });
    }

    [Property(MaxTest = 500)]
    public bool No_change_of_a_registered_address_is_accepted(int at, char other, bool adds)
    {
        var place = Math.Abs(at % Registered.Length);
        var changed = Registered[..place] + other + Registered[(adds ? place : place + 1)..];
        return changed == Registered || !RedirectUriRules.Accepts(App, changed);
    }

    [Property(MaxTest = 500)]
    public bool A_link_back_leads_to_this_host_or_nowhere(string? start, string? text) => new[] { "/", "//", "/\\", "\\", "", "http:", "/\t/" }.All(begin =>
    {
        var link = StepAddress.Acceptable(begin + start + text);
        return link.Length == 0 || (Resolved(link) is { Authority: "id.example" } && link[0] == '/');
    });

    [Property(MaxTest = 500)]
    public bool After_signing_in_one_is_below_the_path_of_the_console_on_this_host(string? text) => new[] { "/", "//", "/\\", "", "@", "." }.All(begin =>
        LocalReturn.Of(begin + text) is var path && path[0] == '/' && path.All(c => c is >= ' ' and < '\x7f')
        && Resolved("/console" + path) is null or { Authority: "id.example" });

    // As browsers do, which drop tabs and line ends and take a backslash for a slash. Null: no address at all.
    private static Uri? Resolved(string link)
    {
        var read = new string([.. link.Where(c => c is not ('\t' or '\r' or '\n'))]).Replace('\\', '/');
        return Uri.TryCreate(Here, read, out var address) ? address : null;
    }

    // What arrives over HTTP was UTF-8 once, so it has no halves of characters.
    private static string WellFormed(string? text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text ?? ""));
}
