using System.ComponentModel;

namespace SparseGen.Graph;

/// <summary>
/// What tells of its inference. An interface without a type argument: generated models implement it explicitly, so that it takes no name away from the class, and the name of such
/// a member has that of the interface in it, of which metadata takes a thousand characters.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IGraphSource
{
    /// <summary>Tells what inference computes, op by op: for those who write the model in another form. A program that does not ask for it is trimmed of it.</summary>
    /// <param name="graph">Is told.</param>
    /// <exception cref="NotSupportedException">The class was not written by the generator, or by one that did not know of this.</exception>
    static virtual void Describe(IGraphBuilder graph) =>
        throw new NotSupportedException("The class does not say what it computes; expected a model that this version's source generator has written.");
}
