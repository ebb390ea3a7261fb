namespace SparseGen;

/// <summary>
/// The product of two branches, number by number: y = left(x) * right(x), where both get the same x and give the same shape. Together with
/// <see cref="UseAttribute{TBlock}.Residual"/>, a sum, it is what gated networks are made of. Names of tensors have the block's class in snake case behind the layer's name.
/// For y = x * block(x) see <see cref="UseAttribute{TBlock}.Product"/>.
/// </summary>
/// <typeparam name="TLeft">A class marked <see cref="BlockAttribute"/>.</typeparam>
/// <typeparam name="TRight">Another one, or the same for two copies with tensors of their own.</typeparam>
public sealed class ProductAttribute<TLeft, TRight> : LayerAttribute
    where TLeft : class
    where TRight : class;
