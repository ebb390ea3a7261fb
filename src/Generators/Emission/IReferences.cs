using SparseGen.Generators.Planning;

namespace SparseGen.Generators.Emission;

/// <summary>How a back end spells references to the places of values.</summary>
internal interface IReferences
{
    /// <summary>A learned tensor at an offset.</summary>
    string Parameter(string offset);

    /// <summary>A learned tensor's part of a direction at an offset.</summary>
    string Direction(string offset);

    /// <summary>Transposed panels of a direction at an offset.</summary>
    string TransposedDirection(string offset);

    /// <summary>The gradient of a learned tensor at an offset.</summary>
    string Gradient(string offset);

    /// <summary>Transposed panels at an offset.</summary>
    string Transposed(string offset);

    /// <summary>A list of indices, given by its field and an offset.</summary>
    string Table(string arguments);

    /// <summary>A value that each sample has.</summary>
    string Activation(BufferSlot place);
}
