namespace SparseGen.Generators.Emission.Cpu;

/// <summary>
/// What a kernel for a product takes: each operand once, with its kind, its name and the value that a pass has for it. The kernel's parameters, what it hands on to the library
/// and the arguments of its call all come from here.
/// </summary>
internal sealed class KernelSignature
{
    private readonly List<(string Kind, string Name, string Value)> _operands = [("int", "samples", EmissionContext.Samples)];
    private IReadOnlyList<string>? _members;

    /// <summary>Its parameters.</summary>
    public string Parameters => string.Join(", ", _operands.Select(static o => $"{o.Kind} {o.Name}").Concat(_members is null ? [] : ["scoped in ProductOperands operands"]));

    /// <summary>Its parameters as arguments of the method it calls.</summary>
    public string Names => string.Join(", ", _operands.Select(static o => (IsReference(o.Kind) ? "ref " : "") + o.Name).Concat(_members is null ? [] : ["operands"]));

    /// <summary>That of a kernel which adds a product to a gradient, or to a part of it.</summary>
    public static KernelSignature OfGradient(string left, string right, string gradient, string? part = null)
    {
        KernelSignature signature = new KernelSignature().Reference("left", left).Reference("right", right).Reference("gradient", gradient);
        return part is null ? signature : signature.Add("WorkerPart", "part", part);
    }

    /// <summary>Adds the positions of kept weights.</summary>
    public KernelSignature Lists(string value) => Add("SparseLists", "lists", value);

    /// <summary>Adds a tensor.</summary>
    public KernelSignature Reference(string name, string value) => Add("ref float", name, value);

    /// <summary>Adds, as the last of all, what a product with an epilogue has: assignments of members.</summary>
    public KernelSignature Operands(IReadOnlyList<string> members)
    {
        _members = members;
        return this;
    }

    /// <summary>Writes a call of the kernel with this name.</summary>
    public void Call(CodeWriter code, string kernel)
    {
        string[] values = [.. _operands.Select(static o => o.Value)];
        if (_members is null)
        {
            code.Call(kernel, values);
        }
        else
        {
            code.CallOn($"{kernel}({string.Concat(values.Select(static value => $"{value}, "))}", "new()", _members);
        }
    }

    private static bool IsReference(string kind) => kind == "ref float";

    private KernelSignature Add(string kind, string name, string value)
    {
        _operands.Add((kind, name, value));
        return this;
    }
}
