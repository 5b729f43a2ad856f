using Dex.Domain.Administration;
using Dex.Domain.Keys;
using Dex.Domain.Protocol;
using Dex.Tests.Unit.Builders;

namespace Dex.Tests.Unit.Fakes;

/// <summary>A ring of keys that nobody can sign with, rotated in memory.</summary>
internal sealed class MemoryKeys : IKeyRingSource, IKeyAdministration
{
    public event Action? Changed;

    public KeyRing Current { get; set; } = new()
    {
        Version = 1,
        Signing = new SigningKey(Public(1), default, Given.Now),
        NextRotationAt = Given.Now.AddHours(6),
    };

    /// <summary>What rotation answers instead of rotating; null: it rotates.</summary>
    public Refusal? Refusal { get; set; }

    public static PublicKey Public(int number, string algorithm = "RS256") =>
        new(number.ToString("x8", System.Globalization.CultureInfo.InvariantCulture) + new string('0', 28) + "beef", algorithm, "{}");

    public Task<Saved<KeyRing>> RotateNowAsync(Administrator actor, CancellationToken ct)
    {
        if (Refusal is not null)
        {
            return Task.FromResult<Saved<KeyRing>>(Refusal);
        }

        var now = Current.Signing!.CreatedAt.AddHours(1);
        Current = KeyRotation.Rotate(Current, new SigningKey(Public((int)Current.Version + 1), default, now), now, TimeSpan.FromHours(6), TimeSpan.FromHours(24));
        Changed?.Invoke();
        return Task.FromResult<Saved<KeyRing>>(Current);
    }
}
