namespace SparseGen;

/// <summary>The input is a vector of features.</summary>
/// <param name="features">Length of the vector.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class VectorInputAttribute(int features) : Attribute
{
    /// <summary>Length of the vector.</summary>
    public int Features { get; } = features;
}
