using System.ComponentModel;

namespace SparseGen.Kernels.Cpu;

/// <summary>
/// Extents and strides of a <see cref="PanelProduct"/>, in floats. They are numbers at run time, not constants of a type: a register tile addresses its rows by multiples of
/// one stride, which costs it nothing, and one compiled tile serves all shapes (decision 30).
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct PanelProductShape
{
    /// <summary>One group.</summary>
    public PanelProductShape()
    {
    }

    /// <summary>What the samples continue.</summary>
    public BatchAxis Batch { get; init; }

    /// <summary>Products of each sample.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Rows of the output, of a sample.</summary>
    public required int Rows { get; init; }

    /// <summary>Terms of a sum, of a sample.</summary>
    public required int Depth { get; init; }

    /// <summary>Columns of the output.</summary>
    public required int Columns { get; init; }

    /// <summary>From sample to sample of the left operand.</summary>
    public int LeftSample { get; init; }

    /// <summary>From group to group of the left operand.</summary>
    public int LeftGroup { get; init; }

    /// <summary>From row to row of the left operand.</summary>
    public int LeftRow { get; init; }

    /// <summary>From term to term of the left operand.</summary>
    public int LeftDepth { get; init; }

    /// <summary>From sample to sample of the right operand.</summary>
    public int RightSample { get; init; }

    /// <summary>From group to group of the right operand.</summary>
    public int RightGroup { get; init; }

    /// <summary>From term to term of the right operand.</summary>
    public int RightDepth { get; init; }

    /// <summary>From panel to panel of 32 columns of the right operand; 32 where all columns lie side by side.</summary>
    public int RightPanel { get; init; } = TensorStorage.PanelWidth;

    /// <summary>From sample to sample of the output.</summary>
    public int OutputSample { get; init; }

    /// <summary>From group to group of the output.</summary>
    public int OutputGroup { get; init; }

    /// <summary>From row to row of the output.</summary>
    public int OutputRow { get; init; }

    /// <summary>From panel to panel of 32 columns of the output; 32 where all columns lie side by side.</summary>
    public int OutputPanel { get; init; } = TensorStorage.PanelWidth;

    /// <summary>From group to group of the bias.</summary>
    public int BiasGroup { get; init; }

    /// <summary>From row to row of the bias, where it has a number for each row.</summary>
    public int BiasRow { get; init; }

    /// <summary>Lines of a sample's images; the rows are those of a line. For a <see cref="WindowProduct"/>, as is what follows.</summary>
    public int Lines { get; init; } = 1;

    /// <summary>From line to line of the left operand.</summary>
    public int LeftLine { get; init; }

    /// <summary>From line to line of the right operand.</summary>
    public int RightLine { get; init; }

    /// <summary>From line to line of the output.</summary>
    public int OutputLine { get; init; }

    /// <summary>Pieces of a sum, or of a gradient's rows.</summary>
    public int Pieces { get; init; } = 1;

    /// <summary>Pieces that belong to one row of the kernel.</summary>
    public int PiecesAcross { get; init; } = 1;

    /// <summary>From one row of the kernel to the next in the left operand.</summary>
    public int LeftPieceDown { get; init; }

    /// <summary>From one place of such a row to the next.</summary>
    public int LeftPieceAcross { get; init; }
}
