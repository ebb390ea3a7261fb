using Microsoft.CodeAnalysis;

namespace SparseGen.Generators.Diagnostics;

/// <summary>
/// A declaration asks for more than can be generated, and that showed only behind the checks of single layers: while ops were written, planned or emitted.
/// It ends the stages of that model, and <see cref="ModelCompiler"/> or the check makes a diagnostic of it.
/// </summary>
/// <param name="descriptor">What is wrong.</param>
/// <param name="arguments">Arguments of its message, from the names of the model and of the layer.</param>
internal sealed class RefusedException(DiagnosticDescriptor descriptor, Func<string, string, object[]> arguments) : Exception(descriptor.Id)
{
    /// <summary>What is wrong.</summary>
    public DiagnosticDescriptor Descriptor { get; } = descriptor;

    /// <summary>Which layer of the model asks for it, counted with the input; null where no single one does.</summary>
    public int? Layer { get; set; }

    /// <summary>Arguments of the message about a model.</summary>
    /// <param name="model">What the model is called.</param>
    /// <param name="layer">What the layer is called.</param>
    public object[] Arguments(string model, string layer) => arguments(model, layer);
}
