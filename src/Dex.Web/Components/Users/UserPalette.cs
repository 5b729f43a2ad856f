using Dex.Domain.Protocol;
using Dex.Domain.Users;
using Dex.Web.Components.Parts;

namespace Dex.Web.Components.Users;

/// <summary>Accounts in the palette, found by address, name or user id, and the way to a new one.</summary>
internal sealed class UserPalette(ILocalUserStore users) : IPaletteSource
{
    private const int Shown = 4;
    private const string New = "New account";

    public async ValueTask<IReadOnlyList<PaletteCommand>> FindAsync(string query, CancellationToken ct)
    {
        var found = new List<PaletteCommand>();
        if (New.Contains(query, StringComparison.OrdinalIgnoreCase))
        {
            found.Add(new PaletteCommand("Actions", New, UserAddress.New) { Icon = Icons.Plus });
        }

        if (query.Length == 0)
        {
            return found;
        }

        try
        {
            var page = await users.ListAsync(new LocalUserQuery { Search = query, Count = Shown }, ct);
            found.AddRange(page.Items.Select(user =>
                new PaletteCommand("Accounts", user.DisplayName, UserAddress.OfAccount(user.Email)) { Hint = user.Email, Icon = Icons.Users }));
        }
        catch (StorageUnavailableException)
        {
            // The page itself says that the database does not answer; the palette offers what it has.
        }

        return found;
    }
}
