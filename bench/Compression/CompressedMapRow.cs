namespace SparseGen.Bench.Compression;

/// <summary>A linear map beside the exact one.</summary>
/// <param name="Map">What it is: <c>int8</c>, or <c>maddness</c> and its codebooks.</param>
/// <param name="Inputs">Numbers of an input row.</param>
/// <param name="Outputs">Numbers of an output row.</param>
/// <param name="Rows">Rows of a call.</param>
/// <param name="Error">Norm of the differences from the exact outputs over the norm of those, on rows that it was not made with.</param>
/// <param name="ExactNanoseconds">Time of the exact map for a row: median.</param>
/// <param name="Nanoseconds">Time of this one: median.</param>
/// <param name="Faster">The first over the second: median of the ratios of neighbouring measurements.</param>
/// <param name="Bytes">Bytes of this map.</param>
/// <param name="ExactBytes">Bytes of the exact one.</param>
internal sealed record CompressedMapRow(
    string Map, int Inputs, int Outputs, int Rows, double Error, double ExactNanoseconds, double Nanoseconds, double Faster, long Bytes, long ExactBytes);
