namespace SparseGen.Tests.Models;

/// <summary>Two columns of categories behind three numbers.</summary>
[Model(HessianProducts = true)]
[VectorInput(5), Embedding(3, 7, 4)]
[Linear(9, Name = "fc"), Activation(ActivationKind.Tanh), Linear(3)]
public sealed partial class CurvedCategories;

/// <summary>A series with what is known of each step, which ends in a category, and of the whole sample, which is put in twice: as numbers, and with its categories.</summary>
[Model(HessianProducts = true)]
[TokenInput(tokens: 5, channels: 4), Input("calendar", 2, Tokens = 5), Input("shop", 3)]
[Join("calendar"), Embedding(2, 6, Name = "days"), Join("shop"), Linear(7, Name = "fc"), Activation(ActivationKind.Gelu), TokenLinear(3, Name = "tokens")]
[Flatten, Join("shop"), Embedding(3, 4, 5, Name = "shops"), Use<ShopPart>(Name = "dense"), Linear(3)]
public sealed partial class CurvedInputs;

/// <summary>A block behind a join.</summary>
[Block, Linear(8, Name = "fc"), Activation(ActivationKind.Tanh)]
public sealed partial class ShopPart;

/// <summary>Vectors that are longer than any register, of columns of one and of many categories.</summary>
[Model]
[VectorInput(9), Embedding(35, 3, 200, 1, 17), Linear(40, Name = "fc"), Activation(ActivationKind.Relu), Linear(3)]
public sealed partial class WideCategories;

/// <summary>No number beside them: no gradient reaches the input.</summary>
[Model]
[VectorInput(3), Embedding(2, 4, 5, 2)]
public sealed partial class CategoriesAlone;

/// <summary>An image and a vector, which each token gets.</summary>
[Model]
[ImageInput(height: 4, width: 6, channels: 2), Input("kind", 2)]
[PatchEmbedding(2, 5), Join("kind"), Embedding(7, 11), MixerBlock(4, 9), TokenMean, Join("kind"), Linear(3)]
public sealed partial class ImageAndLabel;
