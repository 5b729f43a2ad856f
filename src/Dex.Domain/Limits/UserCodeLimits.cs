namespace Dex.Domain.Limits;

/// <summary>
/// Slows down guessing at the user codes of devices (RFC 8628 section 5.1). A code is short, so beyond the limit right ones wait too, or
/// the limit would stop nobody.
/// </summary>
public sealed class UserCodeLimits(LimitSettings settings, TimeProvider clock)
{
    private readonly FailureWindow _perAddress = new(settings.UserCodesPerAddress, settings.UserCodeWindow, clock);

    /// <summary>In words for administrators.</summary>
    public string Allowance => $"at most {settings.UserCodesPerAddress} wrong codes in {settings.UserCodeWindow.TotalSeconds:0} s";

    /// <summary>
    /// Counts the attempt as a failure before the code is looked at, so that of many attempts at the same time no more than the limit is
    /// tried. Null while within the limit; else how long to wait.
    /// </summary>
    /// <param name="address">Empty when unknown, and then nothing is counted.</param>
    public TimeSpan? Begin(string address) => address.Length > 0 ? _perAddress.Count(AddressKey.Of(address)) : null;

    /// <summary>The code was right, or could not be looked up.</summary>
    public void TakeBack(string address) => _perAddress.Refund(AddressKey.Of(address));
}
