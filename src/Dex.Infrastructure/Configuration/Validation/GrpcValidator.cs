using Dex.Infrastructure.Configuration.Sections;
using FluentValidation;

namespace Dex.Infrastructure.Configuration.Validation;

internal sealed class GrpcValidator : AbstractValidator<GrpcConfiguration>
{
    public GrpcValidator()
    {
        RuleFor(g => g.Addr).NotEmpty().When(g => g.TlsCert.Length > 0)
            .WithMessage("gRPC lacks its address although it has a certificate; write for example addr: 127.0.0.1:5557.");
        RuleFor(g => g.Addr).NotEmpty().When(g => g.TlsKey.Length > 0 && g.TlsCert.Length == 0)
            .WithMessage("gRPC lacks its address although it has a private key; write for example addr: 127.0.0.1:5557.");
        RuleFor(g => g.TlsCert).Must((grpc, _) => grpc.TlsCert.Length > 0 == grpc.TlsKey.Length > 0)
            .WithMessage("gRPC TLS needs certificate and key, both; write tlsCert and tlsKey.");
        RuleFor(g => g.TlsCert).NotEmpty().When(g => g.TlsClientCa.Length > 0)
            .WithMessage("A gRPC client CA needs a gRPC certificate; write tlsCert and tlsKey.");
        RuleFor(g => g.TlsMinVersion).Custom(TlsVersionRule.Check);
        RuleFor(g => g.TlsMaxVersion).Custom(TlsVersionRule.Check);
        RuleFor(g => g.TlsMinVersion).Must((grpc, _) => TlsVersionRule.IsInOrder(grpc.TlsMinVersion, grpc.TlsMaxVersion))
            .WithMessage("The TLS minimum lies above the maximum; exchange the two.");
        RuleFor(g => g.Addr).Custom(ListenAddressRule.Check);
    }
}
