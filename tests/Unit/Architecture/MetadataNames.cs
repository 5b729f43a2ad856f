using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Dex.Tests.Unit.Architecture;

/// <summary>A name that a metadata handle stands for. The assembly is empty for the assembly's own types.</summary>
internal sealed record UsedName(string Assembly, string Type, string? Member = null);

/// <summary>Resolves handles to names: a handle yields its own name and those of all types in its signature.</summary>
internal sealed class MetadataNames(MetadataReader metadata) : ISignatureTypeProvider<ImmutableArray<UsedName>, object?>
{
    public (string Namespace, string Type) OutermostOf(TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        return type.GetDeclaringType() is { IsNil: false } outer
            ? OutermostOf(outer)
            : (metadata.GetString(type.Namespace), metadata.GetString(type.Name));
    }

    public ImmutableArray<UsedName> Of(EntityHandle handle) => handle.IsNil ? [] : handle.Kind switch
    {
        HandleKind.TypeDefinition => GetTypeFromDefinition(metadata, (TypeDefinitionHandle)handle, 0),
        HandleKind.TypeReference => GetTypeFromReference(metadata, (TypeReferenceHandle)handle, 0),
        HandleKind.TypeSpecification => GetTypeFromSpecification(metadata, null, (TypeSpecificationHandle)handle, 0),
        HandleKind.FieldDefinition => metadata.GetFieldDefinition((FieldDefinitionHandle)handle).DecodeSignature(this, null),
        HandleKind.MethodDefinition => OfMethod((MethodDefinitionHandle)handle),
        HandleKind.MethodSpecification => OfMethodSpecification((MethodSpecificationHandle)handle),
        HandleKind.MemberReference => OfMember((MemberReferenceHandle)handle),
        HandleKind.StandaloneSignature => OfStandalone((StandaloneSignatureHandle)handle),
        _ => [],
    };

    public ImmutableArray<UsedName> GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
    {
        var (space, name) = OutermostOf(handle);
        return [new UsedName("", Join(space, name))];
    }

    public ImmutableArray<UsedName> GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        var type = metadata.GetTypeReference(handle);
        var name = Join(metadata.GetString(type.Namespace), metadata.GetString(type.Name));
        return type.ResolutionScope.Kind switch
        {
            HandleKind.AssemblyReference => [new UsedName(AssemblyOf((AssemblyReferenceHandle)type.ResolutionScope), name)],
            HandleKind.TypeReference => GetTypeFromReference(reader, (TypeReferenceHandle)type.ResolutionScope, 0),
            _ => [new UsedName("", name)],
        };
    }

    public ImmutableArray<UsedName> GetTypeFromSpecification(
        MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        metadata.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public ImmutableArray<UsedName> GetFunctionPointerType(MethodSignature<ImmutableArray<UsedName>> signature) => Flatten(signature);

    public ImmutableArray<UsedName> GetGenericInstantiation(
        ImmutableArray<UsedName> genericType, ImmutableArray<ImmutableArray<UsedName>> typeArguments) =>
        [.. genericType, .. typeArguments.SelectMany(argument => argument)];

    public ImmutableArray<UsedName> GetModifiedType(ImmutableArray<UsedName> modifier, ImmutableArray<UsedName> unmodifiedType, bool isRequired) =>
        [.. modifier, .. unmodifiedType];

    public ImmutableArray<UsedName> GetArrayType(ImmutableArray<UsedName> elementType, ArrayShape shape) => elementType;

    public ImmutableArray<UsedName> GetByReferenceType(ImmutableArray<UsedName> elementType) => elementType;

    public ImmutableArray<UsedName> GetPinnedType(ImmutableArray<UsedName> elementType) => elementType;

    public ImmutableArray<UsedName> GetPointerType(ImmutableArray<UsedName> elementType) => elementType;

    public ImmutableArray<UsedName> GetSZArrayType(ImmutableArray<UsedName> elementType) => elementType;

    public ImmutableArray<UsedName> GetGenericMethodParameter(object? genericContext, int index) => [];

    public ImmutableArray<UsedName> GetGenericTypeParameter(object? genericContext, int index) => [];

    public ImmutableArray<UsedName> GetPrimitiveType(PrimitiveTypeCode typeCode) => [];

    private static string Join(string space, string name) => space.Length == 0 ? name : $"{space}.{name}";

    private static ImmutableArray<UsedName> Flatten(MethodSignature<ImmutableArray<UsedName>> signature) =>
        [.. signature.ReturnType, .. signature.ParameterTypes.SelectMany(parameter => parameter)];

    private string AssemblyOf(AssemblyReferenceHandle handle) => metadata.GetString(metadata.GetAssemblyReference(handle).Name);

    private ImmutableArray<UsedName> OfMethod(MethodDefinitionHandle handle)
    {
        var method = metadata.GetMethodDefinition(handle);
        var owner = OutermostOf(method.GetDeclaringType());
        return
        [
            new UsedName("", Join(owner.Namespace, owner.Type), metadata.GetString(method.Name)),
            .. Flatten(method.DecodeSignature(this, null)),
        ];
    }

    private ImmutableArray<UsedName> OfMethodSpecification(MethodSpecificationHandle handle)
    {
        var method = metadata.GetMethodSpecification(handle);
        return [.. Of(method.Method), .. method.DecodeSignature(this, null).SelectMany(argument => argument)];
    }

    private ImmutableArray<UsedName> OfMember(MemberReferenceHandle handle)
    {
        var member = metadata.GetMemberReference(handle);
        var owner = Of(member.Parent);
        ImmutableArray<UsedName> itself = owner.IsEmpty ? [] : [owner[0] with { Member = metadata.GetString(member.Name) }];
        var signature = member.GetKind() == MemberReferenceKind.Field
            ? member.DecodeFieldSignature(this, null)
            : Flatten(member.DecodeMethodSignature(this, null));
        return [.. owner, .. itself, .. signature];
    }

    private ImmutableArray<UsedName> OfStandalone(StandaloneSignatureHandle handle)
    {
        var signature = metadata.GetStandaloneSignature(handle);
        return signature.GetKind() == StandaloneSignatureKind.LocalVariables
            ? [.. signature.DecodeLocalSignature(this, null).SelectMany(local => local)]
            : Flatten(signature.DecodeMethodSignature(this, null));
    }
}
