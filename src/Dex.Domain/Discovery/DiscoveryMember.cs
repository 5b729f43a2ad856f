using Dex.Domain.Policies;

namespace Dex.Domain.Discovery;

/// <summary>One member of the discovery document with the setting that produced it.</summary>
/// <param name="Value">A string, a bool, or a list of strings.</param>
/// <param name="Source">Who decides; null when it is built in.</param>
/// <param name="Key">The setting: <c>oauth2.grantTypes</c>, <c>signing key</c> and the like; empty when built in.</param>
public sealed record DiscoveryMember(string Name, object Value, SettingSource? Source = null, string Key = "");
