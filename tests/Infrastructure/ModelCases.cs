using SparseGen.Tests.Models;
using SparseGen.Tests.Reference;
using static SparseGen.Tests.Reference.ReferenceModelBuilder;

namespace SparseGen.Tests.Infrastructure;

/// <summary>The models of tests/Models a second time, as the reference understands them.</summary>
internal static class ModelCases
{
    public static IReadOnlyList<ModelCase> All { get; } =
    [
        Case<OddMixer>(() => Image(10, 14, 3).Patches(2, 37).Mixer(19, 53).LayerNorm().TokenMean().Linear(10), fixtures: [1, 5, 64]),
        Case<StackedMixer>(() => Sequence(35, 37).Mixer(19, 53, repeat: 2).LayerNorm().TokenMean().Linear(7), fixtures: [1, 5]),
        Case<TimmMixer>(() => Image(24, 16, 3).Patches(8, 20).Mixer(10, 80, repeat: 3).LayerNorm().TokenMean().Linear(7), fixtures: []),
        Case<PlainMixer>(
            () => Sequence(35, 37).Mixer(19, 53, repeat: 3, ActivationKind.GeluTanh, bias: false).LayerNorm(bias: false).TokenMean()
                .Linear(10, bias: false),
            fixtures: [5]),
        Case<TwoStageMixer>(
            () => Image(12, 8, 1).Patches(4, 13, bias: false).Mixer(9, 17, repeat: 2, name: "wide").Linear(11, name: "reduce")
                .Mixer(5, 23, activation: ActivationKind.GeluTanh).LayerNorm().TokenMean().Linear(3),
            fixtures: [5]),
        Case<PrimeMixer>(
            () => Sequence(7, 5).Mixer(3, 11, activation: ActivationKind.SquaredRelu, epsilon: 1e-5).LayerNorm().TokenMean().Linear(2),
            fixtures: [1, 5]),
        Case<UnitMixer>(() => Sequence(1, 1).Mixer(1, 1).LayerNorm(epsilon: 0.25).TokenMean().Linear(1), fixtures: []),
        Case<RoundMixer>(
            () => Sequence(16, 32).Mixer(32, 64, repeat: 2, ActivationKind.Relu).LayerNorm().TokenMean().Linear(16), fixtures: [5]),
        Case<WideMixer>(() => Sequence(49, 70).Mixer(33, 130).Mixer(64, 31).LayerNorm().TokenMean().Linear(65), fixtures: []),
        Case<TallMixer>(() => Sequence(131, 3).Mixer(67, 2, epsilon: 1e-2f, name: "tall").LayerNorm(1e-2f).TokenMean().Linear(5), fixtures: []),
        Case<ReluMlp>(
            () => Vector(37).Linear(53, name: "first").Activation(ActivationKind.Relu).Linear(19, name: "second")
                .Activation(ActivationKind.SquaredRelu).Linear(7),
            fixtures: [1, 5, 64]),
        Case<TanhMlp>(
            () => Vector(13).Linear(29, bias: false, "fc1").Activation(ActivationKind.GeluTanh).LayerNorm(1e-5).Linear(3),
            fixtures: [5, 64]),
        Case<Scalar>(() => Vector(1).Linear(1), fixtures: [1, 5]),
        Case<NarrowMlp>(
            () => Vector(1).Linear(24, name: "fc1").Activation(ActivationKind.Gelu).Linear(1, name: "fc2").Linear(3),
            fixtures: []),
        Case<WideMlp>(
            () => Vector(300).Linear(257, name: "fc1").Activation(ActivationKind.Gelu).Linear(129, name: "fc2")
                .Activation(ActivationKind.Relu).Linear(10),
            fixtures: []),
        Case<RepeatedMlp>(
            () => Vector(17).Linear(17, name: "deep.0").Linear(17, name: "deep.1").Linear(17, name: "deep.2")
                .Activation(ActivationKind.Gelu).Linear(4),
            fixtures: []),
        Case<TokenMlp>(
            () => Sequence(11, 17).LayerNorm(name: "first").Linear(23, name: "up").Activation(ActivationKind.Gelu)
                .Linear(17, bias: false, "down").LayerNorm().Linear(3),
            fixtures: [1, 5]),
        Case<SmoothMlp>(
            () => Vector(6).Linear(8, name: "fc1").Activation(ActivationKind.Gelu).Linear(3), fixtures: []),
        Case<LinearRegression>(() => Vector(6).Linear(3), fixtures: []),
        Case<SmallImages>(() => Image(4, 6, 2).Patches(2, 3).TokenMean().Linear(5), fixtures: []),
        Case<TappedMixer>(() => Image(8, 6, 2).Patches(2, 7).Mixer(5, 11, repeat: 3).LayerNorm().TokenMean().SparseBlock(0.4, repeat: 2).Linear(3), fixtures: []),
        .. BlockCases.All,
        .. SeriesCases.All,
        .. ConvolutionCases.All,
        .. NormedCases.All,
        .. TabularCases.All,
        .. CategoryCases.All,
        .. PermutationCases.All,
        .. NoiseCases.All,
        Case<GreyPatches>(
            () => Image(9, 15, 1).Patches(3, 6).Activation(ActivationKind.Relu).TokenMean().Linear(5), fixtures: [5]),
        Case<FlatImage>(() => Image(5, 4, 3).Flatten().Linear(7, name: "fc1").Activation(ActivationKind.Gelu).Linear(3), fixtures: []),
        Case<FlatBottleneck>(
            () => Sequence(7, 5).Linear(3, name: "fc1").Activation(ActivationKind.Gelu).Flatten().BottleneckMlp(2, repeat: 3).Linear(4),
            fixtures: []),
        Case<FlatMixer>(() => Sequence(7, 5).Mixer(3, 11, repeat: 2).Flatten().LayerNorm().Linear(3), fixtures: []),
        Case<FlatLoop>(() => Sequence(5, 7).Flatten().StandardMlp(35, repeat: 3), fixtures: []),
        Case<FlatBlock>(
            () => Sequence(5, 7).Linear(6, name: "fc1").LayerNorm()
                .Use("flat_part", part => part.Activation(ActivationKind.Relu).Flatten().Linear(8, name: "fc1")).LayerNorm(0.25, name: "norm2"),
            fixtures: []),
        Case<OnlyFlat>(() => Image(2, 3, 2).Flatten(), fixtures: []),
        Case<FlatEnd>(() => Sequence(5, 7).Linear(3, name: "fc1").LayerNorm(0.25).Flatten(), fixtures: []),
        Case<FlatOddLoop>(() => Sequence(2, 3).Linear(3, name: "fc1.0").Linear(3, name: "fc1.1").Linear(3, name: "fc1.2").Flatten(), fixtures: []),
        Case<FlatOddNest>(
            () => Sequence(7, 5).Use("nested", BlockCases.Nested, repeat: 3).Dropout(0.25).Flatten().Dropout(0.125, "dropout2"), fixtures: []),
        Case<OddFamily>(
            () => Sequence(7, 11)
                .SMixer(tokenMap: ReferenceMap.Sparse(0.4, 2), channelMap: ReferenceMap.Monarch(3))
                .SMixer(tokenMap: ReferenceMap.Monarch(2), channelMap: ReferenceMap.Sparse(0.35, 3))
                .Mixer(5, 13, channelMap: ReferenceMap.Sparse(0.3))
                .PermutedKronecker(7, Permutations.Commutation(7, 11), Permutations.Random(77, 5))
                .BlockDiagonal(13, 3, shared: true).Dropout(0.125).Flatten()
                .SparseBlock(0.1).StandardMlp(19, activation: ActivationKind.GeluTanh).BottleneckMlp(2).Linear(3),
            fixtures: []),
        Case<OddKronecker>(
            () => Sequence(5, 3).Kronecker(7, 11).Activation(ActivationKind.Gelu).Kronecker(3, 2, bias: false, "last"), fixtures: []),
        Case<RoundMonarch>(
            () => Sequence(9, 64).BlockDiagonal(64, name: "blocks16").Activation(ActivationKind.Gelu).Monarch(64, name: "square")
                .LayerNorm().TokenMean().Linear(3),
            fixtures: [5]),
        Case<OnlyMonarch>(() => Vector(10).Monarch(7, 3), fixtures: []),
        Case<OnlyBlocks>(() => Vector(7).BlockDiagonal(11, 3), fixtures: []),
        Case<OnlySharedBlocks>(() => Vector(6).BlockDiagonal(9, 3, shared: true), fixtures: []),
        Case<CutSharedBlocks>(() => Vector(7).BlockDiagonal(5, 4, shared: true), fixtures: []),
        Case<OddMonarch>(
            () => Sequence(7, 37).BlockDiagonal(23, 5, name: "narrow").Activation(ActivationKind.Gelu)
                .BlockDiagonal(31, 7, bias: false, name: "wide").Monarch(53, 5, name: "up").Activation(ActivationKind.GeluTanh)
                .Monarch(19, 3, bias: false, name: "down").LayerNorm().TokenMean().Linear(5),
            fixtures: [1, 5]),
        Case<TinyMonarch>(
            () => Vector(5).BlockDiagonal(5, 5, name: "diagonal").Activation(ActivationKind.GeluTanh).Monarch(7, 5, name: "most")
                .Monarch(6, 1, name: "one").BlockDiagonal(3, 2, name: "last"),
            fixtures: [5]),
        Case<SharedBlocks>(
            () => Sequence(6, 20).BlockDiagonal(28, 4, shared: true, name: "kron").Activation(ActivationKind.Gelu)
                .BlockDiagonal(33, 5, shared: true, name: "padded").TokenMean().Linear(4),
            fixtures: [5]),
        Case<WideMonarch>(
            () => Vector(150).BlockDiagonal(135, 3, name: "first").Activation(ActivationKind.Relu).Monarch(210, 3, name: "second").Linear(4),
            fixtures: []),
        Case<MonarchMixer>(
            () => Sequence(11, 14).Mixer(6, 25, repeat: 2, tokenMap: ReferenceMap.Monarch(3), channelMap: ReferenceMap.Monarch(3))
                .LayerNorm().TokenMean().Linear(3),
            fixtures: [1, 5]),
        Case<TokenMonarch>(
            () => Sequence(16, 33).Mixer(24, 9, bias: false, tokenMap: ReferenceMap.Monarch(4)).Mixer(8, 9, tokenMap: ReferenceMap.Monarch(4)).LayerNorm().TokenMean().Linear(3),
            fixtures: [5]),
        Case<ChannelMonarch>(() => Sequence(10, 32).Mixer(5, 128, channelMap: ReferenceMap.Monarch(4)).LayerNorm().TokenMean().Linear(3), fixtures: [5]),
        Case<SingleChannelMonarch>(
            () => Sequence(12, 1).Mixer(5, 3, epsilon: 0.25).Mixer(8, 3, epsilon: 0.25, tokenMap: ReferenceMap.Monarch(4)).TokenMean().Linear(3),
            fixtures: []),
        Case<SparseMlp>(
            () => Vector(37).Sparse(53, 0.3, "first").Activation(ActivationKind.Gelu).Sparse(19, 0.1, "sparse", seed: 7, bias: false)
                .LayerNorm().Sparse(7, 1.0, "last"),
            fixtures: [1, 5]),
        Case<NarrowSparseMlp>(
            () => Vector(1).Sparse(5, 0.4, "sparse").Activation(ActivationKind.Relu).Sparse(1, 0.6, "sparse2").Sparse(3, 0.34, "sparse3"),
            fixtures: [5]),
        Case<WideSparseMlp>(() => Vector(131).Sparse(67, 0.01, "sparse").Sparse(130, 0.2, "sparse2").Linear(10), fixtures: []),
        Case<PackedChain>(
            () => Enumerable.Range(0, 3)
                .Aggregate(Sequence(20, 17).Sparse(23, 0.3, "widen"), (model, copy) => model.Sparse(23, 0.2, $"sparse.{copy}", seed: 2))
                .Use("sparse_gate", gate => gate.Sparse(23, 0.2, "sparse").Activation(ActivationKind.Gelu), repeat: 2, residual: true)
                .Activation(ActivationKind.GeluTanh).Sparse(5, 0.5, "narrow", bias: false).TokenMean().Linear(3),
            fixtures: []),
        Case<SparseBlocks>(
            () => Sequence(11, 17).SparseBlock(0.4, repeat: 2)
                .SparseBlock(0.25, expansion: 3, seed: 3, bias: false, epsilon: 1e-5f, activation: ActivationKind.SquaredRelu).TokenMean().Linear(3),
            fixtures: [1, 5]),
        Case<DiagonalNetwork>(() => Vector(17).Diagonal().FeatureSum(), fixtures: [1, 5]),
        Case<SmallDiagonalNetwork>(() => Vector(8).Diagonal().FeatureSum(), fixtures: []),
        Case<UnitDiagonal>(() => Vector(1).Diagonal().FeatureSum(), fixtures: []),
        Case<TokenDiagonal>(
            () => Sequence(7, 37).Diagonal("first").Linear(29, name: "fc1").Activation(ActivationKind.GeluTanh).Diagonal()
                .Activation(ActivationKind.Gelu).FeatureSum().Linear(5, name: "fc2").TokenMean().Linear(3),
            fixtures: [5]),
        Case<DeepDiagonal>(
            () => Vector(67).Diagonal("diagonal.0").Diagonal("diagonal.1").Diagonal("diagonal.2").Linear(131, name: "fc1").Diagonal("wide").Linear(2),
            fixtures: []),
        Case<LongDiagonal>(() => Vector(307).LayerNorm().Diagonal().FeatureSum(), fixtures: [5]),
        Case<SparseMixer>(
            () => Sequence(11, 17).Mixer(6, 25, repeat: 2, tokenMap: ReferenceMap.Sparse(0.3, 5), channelMap: ReferenceMap.Sparse(0.3, 5))
                .LayerNorm().TokenMean().Linear(3),
            fixtures: []),
        Case<SparseTokensMixer>(
            () => Sequence(49, 70).Mixer(33, 30, bias: false, tokenMap: ReferenceMap.Sparse(0.1), channelMap: ReferenceMap.Monarch(3))
                .LayerNorm().TokenMean().Linear(3),
            fixtures: []),
        Case<RandomSparseMixer>(
            () => Sequence(7, 5).Mixer(3, 11, repeat: 2, channelMap: ReferenceMap.Sparse(0.5, 4), permutationSeed: 4).LayerNorm().TokenMean().Linear(2),
            fixtures: []),
        Case<SparseSMixer>(
            () => Sequence(7, 5).SMixer(mappedTokens: 6, tokenMap: ReferenceMap.Sparse(0.4))
                .SMixer(repeat: 2, tokenMap: ReferenceMap.Monarch(2), channelMap: ReferenceMap.Sparse(0.35, 2), permutationSeed: 2)
                .LayerNorm().TokenMean().Linear(2),
            fixtures: []),
        Case<SingleChannelSparse>(
            () => Sequence(12, 1).Mixer(8, 3, epsilon: 0.25, tokenMap: ReferenceMap.Sparse(0.2), channelMap: ReferenceMap.Sparse(0.2)).TokenMean().Linear(3),
            fixtures: []),
    ];

    public static ModelCase Named(string name) => All.Single(one => one.Name == name);

    public static ModelCase Case<TModel>(Func<ReferenceModelBuilder> reference, int[] fixtures)
        where TModel : class, IModel<TModel> =>
        new(
            typeof(TModel).Name,
            reference,
            (maxBatch, device, seed) => new TestModel<TModel>(TModel.Create(maxBatch, device, seed)),
            () => TModel.Info,
            fixtures);
}
