namespace SparseGen;

/// <summary>Writes the inputs, or the target numbers, of one sample: out of a file, a database, a generator.</summary>
/// <param name="index">The sample, from 0.</param>
/// <param name="destination">Takes its numbers; it holds anything, and every number has to be written.</param>
public delegate void SampleFill(int index, Span<float> destination);
