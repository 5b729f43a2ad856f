using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Dex.Tests.Unit.Architecture;

/// <summary>
/// One of our assemblies as the compiler left it. What a type uses is read from its metadata and from the bodies of its
/// methods, closures and state machines, so an inferred type or a fully qualified name cannot slip through.
/// </summary>
internal sealed class CompiledAssembly : IDisposable
{
    private readonly PEReader _file;
    private readonly MetadataReader _metadata;
    private readonly MetadataNames _names;

    public CompiledAssembly(string name)
    {
        _file = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, $"{name}.dll")));
        _metadata = _file.GetMetadataReader();
        _names = new MetadataNames(_metadata);
    }

    public IReadOnlyList<string> References =>
        [.. _metadata.AssemblyReferences.Select(handle => _metadata.GetString(_metadata.GetAssemblyReference(handle).Name))];

    /// <summary>Every use of a foreign type or member, and every use of an own one, by every type of the assembly.</summary>
    public IEnumerable<Use> Uses() => _metadata.TypeDefinitions.SelectMany(UsesOf);

    public void Dispose() => _file.Dispose();

    private IEnumerable<Use> UsesOf(TypeDefinitionHandle handle)
    {
        var type = _metadata.GetTypeDefinition(handle);
        var user = _names.OutermostOf(handle);
        var used = new List<UsedName>();

        used.AddRange(_names.Of(type.BaseType));
        used.AddRange(type.GetInterfaceImplementations().SelectMany(i => _names.Of(_metadata.GetInterfaceImplementation(i).Interface)));
        used.AddRange(type.GetCustomAttributes().SelectMany(a => _names.Of(_metadata.GetCustomAttribute(a).Constructor)));
        used.AddRange(type.GetFields().SelectMany(field => _names.Of(field)));
        used.AddRange(type.GetGenericParameters()
            .SelectMany(parameter => _metadata.GetGenericParameter(parameter).GetConstraints())
            .SelectMany(constraint => _names.Of(_metadata.GetGenericParameterConstraint(constraint).Type)));
        foreach (var method in type.GetMethods())
        {
            used.AddRange(_names.Of(method));
            used.AddRange(UsedInBody(_metadata.GetMethodDefinition(method)));
        }

        return used.Distinct().Select(name => new Use(user.Namespace, user.Type, name.Assembly, name.Type, name.Member));
    }

    private IEnumerable<UsedName> UsedInBody(MethodDefinition method)
    {
        if (method.RelativeVirtualAddress == 0)
        {
            return [];
        }

        var body = _file.GetMethodBody(method.RelativeVirtualAddress);
        var caught = body.ExceptionRegions.Where(region => !region.CatchType.IsNil).SelectMany(region => _names.Of(region.CatchType));
        var locals = body.LocalSignature.IsNil ? [] : _names.Of(body.LocalSignature);
        return [.. locals, .. caught, .. Instructions.Tokens(body.GetILReader()).SelectMany(token => _names.Of(token))];
    }
}

/// <summary>
/// One type's use of a name. <paramref name="Namespace"/> and <paramref name="Type"/> say who uses it, a nested or
/// generated type counting as its outermost one; <paramref name="Member"/> is null for the mention of a type.
/// </summary>
internal sealed record Use(string Namespace, string Type, string UsedAssembly, string UsedType, string? Member)
{
    public override string ToString() => $"{Namespace}.{Type} uses {UsedType}{(Member is null ? "" : $".{Member}")} of {UsedAssembly}";
}
