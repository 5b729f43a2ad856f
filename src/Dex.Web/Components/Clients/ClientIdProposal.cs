using System.Globalization;
using System.Text;
using Dex.Domain.Clients;

namespace Dex.Web.Components.Clients;

/// <summary>Makes an id of a name: lower case, no accents, everything else a hyphen.</summary>
public static class ClientIdProposal
{
    public static string From(string name)
    {
        var id = new StringBuilder();
        foreach (var c in name.Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                id.Append(char.ToLowerInvariant(c));
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && id is { Length: > 0 } && id[^1] != '-')
            {
                id.Append('-');
            }
        }

        var text = id.ToString().Trim('-');
        return text.Length > ClientLimits.Id ? text[..ClientLimits.Id] : text;
    }
}
