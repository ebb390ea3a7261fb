namespace SparseGen.Kernels.Gpu;

/// <summary>How the lanes of a warp share 64 x 32 numbers of a result whose warps multiply together: see <see cref="TensorPart{TMath}"/>.</summary>
internal static class WarpTile
{
    /// <summary>Rows of a lane: four neighbours twice.</summary>
    public const int PartRows = 8;

    /// <summary>Quads of a row.</summary>
    public const int PartRowQuads = 2;

    /// <summary>Lanes that hold the steps of a row.</summary>
    public const int LanesOfRow = 4;

    /// <summary>Quads from the first of a lane's row to the second one.</summary>
    public const int QuadsApart = 4;

    /// <summary>Quads of a warp, one below another at a time and side by side.</summary>
    private const int Quads = 8;

    /// <summary>The quad of rows that a thread reads, and whose numbers of the result it has.</summary>
    /// <param name="thread">The thread.</param>
    /// <param name="columns">Quads of the tile's columns, halved: two belong to a thread.</param>
    public static int Row(int thread, int columns) => (thread / 32 / (columns / LanesOfRow) * Quads) + QuadOf(thread);

    /// <summary>The first quad of columns that it has of the result.</summary>
    /// <param name="thread">The thread.</param>
    /// <param name="columns">Quads of the tile's columns, halved.</param>
    public static int Column(int thread, int columns) => FirstColumn(thread, columns) + StepOf(thread);

    /// <summary>The first quad of its warp's columns.</summary>
    /// <param name="thread">The thread.</param>
    /// <param name="columns">Quads of the tile's columns, halved.</param>
    public static int FirstColumn(int thread, int columns) => (thread / 32 & ((columns / LanesOfRow) - 1)) * Quads;

    /// <summary>The first step that it reads.</summary>
    public static int StepOf(int thread) => thread & (LanesOfRow - 1);

    /// <summary>The quad that it reads of eight: 4 (g mod 2) + g / 2.</summary>
    public static int QuadOf(int thread) => (thread & 4) | ((thread >> 3) & 3);
}
