using Dex.Domain.Claims;
using Dex.Domain.Clients;
using Dex.Domain.Trials;
using Dex.Web.Components.Parts;

namespace Dex.Web.Components.Clients;

/// <summary>What came of a trial, in one sentence.</summary>
public static class TrialWords
{
    /// <param name="lifetime">How long the client's tokens live outside a trial.</param>
    public static AnswerLine Answer(TrialResult result, Client client, TimeSpan lifetime)
    {
        var milliseconds = (int)Math.Ceiling(result.Duration.TotalMilliseconds);
        if (result is { AccessToken: { } token, Succeeded: true })
        {
            var audience = token.Decisions.FirstOrDefault(decision => decision.Name == ClaimNames.Audience);
            var forWhom = ClaimText.Of(audience?.Value) is { Length: > 0 } names && names != client.Id ? $"for {names}" : "for itself";
            return new($"It works: {result.Status} in {milliseconds} ms, ", $"a token {forWhom}",
                $". A real call, made with a secret and a token that die in a minute; its own tokens live {Words.Life(lifetime)}.");
        }

        return result.Status == 0
            ? new("", "No answer came", $": {result.Fault}")
            : new($"{result.Status} in {milliseconds} ms: ", result.Refusal is { } refusal ? $"refused by {refusal.Rule.Id}" : "refused",
                result.Refusal is { } known ? $". {known.Rule.Meaning}" : ".");
    }
}
