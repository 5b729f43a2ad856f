using Dex.Domain.Clients;
using Dex.Domain.Refusals;
using Dex.Web.Components.Parts;

namespace Dex.Web.Components.Clients;

/// <summary>The sentence under a client's name: what an administrator came to ask.</summary>
public static class ClientAnswers
{
    /// <param name="rotation">Null unless two secrets are live.</param>
    public static AnswerLine Of(ClientStanding standing, Rotation? rotation)
    {
        var client = standing.Client;
        if (!client.Enabled)
        {
            return new("", "Disabled", ": every request of it is refused, and what it holds stays valid until it expires.");
        }

        if (standing.IsRefusedNow && standing.TopRefusal is { } refusal)
        {
            var meaning = RefusalRules.Find(refusal.Rule)?.Meaning ?? refusal.Rule;
            return new("Enabled. ", "It is being refused now", $": {Lower(meaning)}");
        }

        return client.Health(standing.Now) switch
        {
            SecretHealth.NoneLive => new("Enabled. ", "No secret of it is live", ", so it can get no token."),
            SecretHealth.Expiring => new("Enabled. ", $"Its last secret expires in {Ago.Length(client.LastExpiry(standing.Now)!.Value - standing.Now)}", ", and no successor has been made."),
            SecretHealth.Rotating when rotation is not null => rotation.Answer,
            SecretHealth.Weak => new("Enabled. ", "A person chose its secret, and it is weak", "; one made here has 256 random bits."),
            _ => Quiet(standing),
        };
    }

    private static AnswerLine Quiet(ClientStanding standing) => standing switch
    {
        { Activity.LastIssuedAt: null } or { Activity: null } => new("Enabled. ", "It has not got a token yet", "."),
        { Issued: 0, Activity.LastIssuedAt: { } last } => new("Enabled. ", $"Its last token is from {Ago.InWords(last, standing.Now)}", "."),
        { Activity.LastIssuedAt: { } last } => new("Enabled. ", $"It got its last token {Ago.InWords(last, standing.Now)}",
            $", {Words.Number(standing.Issued)} in 24 hours, {(standing.Refused == 0 ? "none" : Words.Number(standing.Refused))} refused."),
    };

    private static string Lower(string sentence) => char.ToLowerInvariant(sentence[0]) + sentence[1..];
}
