namespace SparseGen;

/// <summary>
/// Another input beside the first one, for what does not go through the same layers: a shop's features beside its sales, the categories of a table beside its numbers. A
/// sample is the first input and then these, one behind another in one row of floats, so that <c>Forward(input, output)</c>, trainers and data sets are as they are for one input.
/// </summary>
/// <remarks>
/// It stands behind the first input and in front of all layers; <see cref="JoinAttribute"/> says where it comes in. <see cref="ModelInfo.Inputs"/> tells where each lies, and
/// <see cref="InputInfo.Write"/> puts an array of its own into the rows.
/// </remarks>
/// <param name="name">What it is called: letters, digits, '_' and '-'; each input has another name, and <c>input</c> is that of the first.</param>
/// <param name="features">Its length; of each token, where it has <see cref="Tokens"/>.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class InputAttribute(string name, int features) : Attribute
{
    /// <summary>What it is called.</summary>
    public string Name { get; } = name;

    /// <summary>Its length; of each token, where it has <see cref="Tokens"/>.</summary>
    public int Features { get; } = features;

    /// <summary>Tokens, where it is [tokens, features], such as what is known of each step of a series; 0, the default, for a vector.</summary>
    public int Tokens { get; set; }
}
