using Dex.Domain.Discovery;
using Dex.Domain.Policies;
using Dex.Web.Components.Parts;
using Grants = Dex.Domain.Protocol.GrantTypes;

namespace Dex.Web.Components.Discovery;

/// <summary>The sentence under the title.</summary>
public static class DiscoveryAnswer
{
    public static AnswerLine Of(
        DiscoveryDocument document, ServerPolicy policy, IReadOnlyDictionary<string, ProbeResult>? checkedNow, DiscoveryChange? change, DateTimeOffset now)
    {
        var fields = $"{document.Members.Count} fields are served. ";
        if (change is not null)
        {
            var changed = change.Fields == 1 ? "One changed" : $"{Amount.InWords(change.Fields)} changed";
            return new(fields, $"{changed} {Ago.InWords(change.At, now)}", change.Cause.Length > 0 ? $": {change.Cause}." : ".");
        }

        var served = EndpointCatalogue.Built(policy.Capabilities).Where(endpoint => endpoint.IsServed(policy)).ToList();
        var silent = checkedNow is null ? [] : served.Where(endpoint => checkedNow.TryGetValue(endpoint.Name, out var result) && !result.Satisfies(endpoint)).ToList();
        return (checkedNow, silent) switch
        {
            (null, _) => new(fields, $"{Amount.InWords(served.Count)} endpoints are open", "; check whether they answer."),
            (_, []) => new(fields, $"All {Amount.Of(served.Count)} endpoints answer", " as they should."),
            _ => new(fields, $"{string.Join(", ", silent.Select(endpoint => endpoint.Path))} {(silent.Count == 1 ? "does" : "do")} not answer", " as it should."),
        };
    }

    /// <summary>What made the difference between two snapshots, as a clause; empty when the settings are the same (the key changed).</summary>
    public static string Cause(ServerPolicy before, ServerPolicy after)
    {
        var on = after.ServedGrantTypes.Except(before.ServedGrantTypes).Select(Grants.ShortName).ToList();
        var off = before.ServedGrantTypes.Except(after.ServedGrantTypes).Select(Grants.ShortName).ToList();
        var switched = (on, off) switch
        {
            ([], []) => "",
            (_, []) => $"switched {string.Join(", ", on)} on",
            ([], _) => $"switched {string.Join(", ", off)} off",
            _ => $"switched {string.Join(", ", on)} on and {string.Join(", ", off)} off",
        };
        return switched.Length == 0 ? "" : $"{Who(before, after)} {switched}";
    }

    // Returning to a default leaves no name behind in the settings.
    private static string Who(ServerPolicy before, ServerPolicy after)
    {
        var latest = after.Console.Flags.Values.Select(flag => (flag.At, flag.By))
            .Concat(after.Console.GrantTypes is { } list ? [(list.At, list.By)] : [])
            .OrderByDescending(change => change.At).FirstOrDefault();
        var known = before.Console.Flags.Values.Select(flag => flag.At)
            .Concat(before.Console.GrantTypes is { } old ? [old.At] : []).DefaultIfEmpty().Max();
        return latest.At > known ? latest.By : "an administrator";
    }
}
