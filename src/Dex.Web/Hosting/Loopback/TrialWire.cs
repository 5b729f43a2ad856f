using System.Collections.Immutable;
using System.Text;
using Dex.Domain.Clients;
using Dex.Domain.Protocol;
using Dex.Domain.Trials;

namespace Dex.Web.Hosting.Loopback;

/// <summary>The request of a trial twice: as sent, and as shown, where secrets are redacted.</summary>
internal sealed record TrialWire(string? Authorization, string Body, IReadOnlyList<string> Shown)
{
    public const string Redacted = "redacted";

    public static TrialWire Of(Trial trial, TrialRequest request)
    {
        string? authorization = null;
        List<string> shown = [];
        var form = request.Fields;
        if (request.Method == ClientAuthenticationMethod.ClientSecretPost)
        {
            form = form.AddRange(new TrialField(ParameterNames.ClientId, trial.ClientId), new TrialField(ParameterNames.ClientSecret, trial.Secret, IsSecret: true));
        }
        else
        {
            var userInfo = Uri.EscapeDataString(trial.ClientId) + ":";
            authorization = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(userInfo + Uri.EscapeDataString(trial.Secret)));

            // Whole groups of three bytes, so that what is shown is the client id alone.
            var idBytes = Encoding.UTF8.GetBytes(userInfo);
            shown.Add("Authorization: Basic " + Convert.ToBase64String(idBytes.AsSpan(0, idBytes.Length / 3 * 3)) + Redacted);
        }

        shown.AddRange(["Content-Type: application/x-www-form-urlencoded", "", Encode(form, field => field.IsSecret ? Redacted : field.Value)]);
        return new TrialWire(authorization, Encode(form, field => field.Value), shown);
    }

    /// <summary>Keeps the secrets out of logs and exception texts.</summary>
    public override string ToString() => nameof(TrialWire);

    private static string Encode(ImmutableArray<TrialField> form, Func<TrialField, string> value) =>
        string.Join('&', form.Select(field => $"{field.Name}={Uri.EscapeDataString(value(field))}"));
}
