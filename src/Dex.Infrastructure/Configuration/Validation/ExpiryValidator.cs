using System.Linq.Expressions;
using Dex.Infrastructure.Configuration.Sections;
using FluentValidation;

namespace Dex.Infrastructure.Configuration.Validation;

internal sealed class ExpiryValidator : AbstractValidator<ExpiryConfiguration>
{
    public ExpiryValidator()
    {
        WarnWhenNegative(e => e.IdTokens, ExpiryConfiguration.DefaultIdTokens);
        WarnWhenNegative(e => e.SigningKeys, LocalSignerSettings.DefaultRotationPeriod);
        WarnWhenNegative(e => e.DeviceRequests, ExpiryConfiguration.DefaultDeviceRequests);
        WarnWhenUnlimited(e => e.RefreshTokens.ReuseInterval);
        WarnWhenUnlimited(e => e.RefreshTokens.ValidIfNotUsedFor);
        WarnWhenUnlimited(e => e.RefreshTokens.AbsoluteLifetime);
    }

    private void WarnWhenUnlimited(Expression<Func<ExpiryConfiguration, DexDuration?>> member) =>
        RuleFor(member).Must(duration => duration is null || duration.Value.Nanoseconds >= 0).WithSeverity(Severity.Warning)
            .WithMessage((_, duration) => $"{duration} lies in the past; the value is passed over.");

    private void WarnWhenNegative(Expression<Func<ExpiryConfiguration, DexDuration?>> member, DexDuration byDefault) =>
        RuleFor(member).Must(duration => duration is null || duration.Value.Nanoseconds >= 0).WithSeverity(Severity.Warning)
            .WithMessage((_, duration) => $"{duration} lies in the past; {byDefault} is used.");
}
