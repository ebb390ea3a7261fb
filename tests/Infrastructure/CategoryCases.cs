using SparseGen.Tests.Models;
using SparseGen.Tests.Reference;
using static SparseGen.Tests.Infrastructure.ModelCases;
using static SparseGen.Tests.Reference.ReferenceModelBuilder;

namespace SparseGen.Tests.Infrastructure;

/// <summary>Categories, and models of several inputs.</summary>
internal static class CategoryCases
{
    /// <summary>Those without Hessian-vector products.</summary>
    public static IReadOnlyList<ModelCase> All { get; } =
    [
        Case<WideCategories>(() => Vector(9).Embedding(35, [3, 200, 1, 17]).Linear(40, name: "fc").Activation(ActivationKind.Relu).Linear(3), fixtures: []),
        Case<CategoriesAlone>(() => Vector(3).Embedding(2, [4, 5, 2]), fixtures: []),
        Case<ImageAndLabel>(
            () => Image(4, 6, 2).Input("kind", 2).Patches(2, 5).Join("kind").Embedding(7, [11]).Mixer(4, 9).TokenMean().Join("kind").Linear(3), fixtures: []),
    ];

    /// <summary>Those with.</summary>
    public static IReadOnlyList<ModelCase> Curved { get; } =
    [
        Case<CurvedCategories>(
            () => Vector(5).Embedding(3, [7, 4]).Linear(9, name: "fc").Activation(ActivationKind.Tanh).Linear(3),
            fixtures: [5]),
        Case<CurvedInputs>(
            () => Sequence(5, 4).Input("calendar", 5, 2).Input("shop", 3).Join("calendar").Embedding(2, [6], "days").Join("shop").Linear(7, name: "fc")
                .Activation(ActivationKind.Gelu).TokenLinear(3).Flatten().Join("shop").Embedding(3, [4, 5], "shops")
                .Use("dense", static dense => dense.Linear(8, name: "fc").Activation(ActivationKind.Tanh)).Linear(3),
            fixtures: [5]),
    ];
}
