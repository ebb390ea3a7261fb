namespace SparseGen.Tests.Models;

/// <summary>Maps of low rank and block tensor trains, of sizes that the blocks do not divide.</summary>
[Model(HessianProducts = true)]
[TokenInput(tokens: 5, channels: 14)]
[LowRank(11, rank: 3), Activation(ActivationKind.Gelu), BlockTensorTrain(13, blocks: 3, rank: 2)]
[BlockTensorTrain(9, blocks: 2, rank: 1, Bias = false, Name = "narrow"), Activation(ActivationKind.Tanh), LowRank(9, rank: 4, Bias = false, Name = "again", Repeat = 2)]
[TokenMean, Linear(3)]
public sealed partial class CurvedRanks;

/// <summary>Larger than a panel, also between the factors.</summary>
[Model]
[VectorInput(100)]
[LowRank(70, rank: 33), Activation(ActivationKind.Relu), BlockTensorTrain(75, blocks: 5, rank: 7), BlockTensorTrain(40, blocks: 5, rank: 8, Name = "full"), Linear(3)]
public sealed partial class WideRanks;

/// <summary>An ensemble of five members: made of a vector, repeated, with norms between, and heads.</summary>
[Model(HessianProducts = true)]
[VectorInput(7)]
[BatchEnsemble(members: 5, outputs: 9), Activation(ActivationKind.Tanh), BatchEnsemble(members: 5, outputs: 9, Bias = false, Name = "deep", Repeat = 2)]
[Activation(ActivationKind.Gelu), LayerNorm(Epsilon = 0.01f), MemberLinear(4), Activation(ActivationKind.Softplus), MemberLinear(3, Bias = false, Name = "last"), TokenMean]
public sealed partial class CurvedMembers;

/// <summary>Members as TabM has them, the output of each the model's.</summary>
[Model]
[VectorInput(11)]
[BatchEnsemble(members: 32, outputs: 35), Activation(ActivationKind.Relu), Dropout(0.25)]
[BatchEnsemble(members: 32, outputs: 35), Activation(ActivationKind.Relu), MemberLinear(2)]
public sealed partial class TabularMembers;

/// <summary>Tokens that are members from the start, and a single member.</summary>
[Model]
[TokenInput(tokens: 3, channels: 5)]
[BatchEnsemble(members: 3, outputs: 4), Flatten, BatchEnsemble(members: 1, outputs: 6, Name = "single"), MemberLinear(1)]
public sealed partial class TokenMembers;
