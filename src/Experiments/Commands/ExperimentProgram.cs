using SparseGen.Tool.Commands;

namespace SparseGen.Experiments.Commands;

/// <summary>The program of the experiments: each is a command.</summary>
internal static class ExperimentProgram
{
    /// <summary>Parses the arguments and does the experiment that they name.</summary>
    /// <param name="arguments">The program's arguments.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] arguments) => new ConsoleProgram(
        "SparseGen.Experiments",
        "Repeat an experiment of a paper: table, picture and CSV; a second start goes on where the first was stopped.",
        "dotnet run -c Release --project src/Experiments --",
        [
            new("width", "width", "test error against effective width, with the paper's three kinds of models"),
            new("width", "width --epochs 2 --images 1000 --output results/quick", "a first look"),
            new("gr", "gr", "gradient regularisation on a diagonal linear network and on images"),
            new("gr", "gr --part diagonal", "the diagonal linear network alone, in a minute"),
            new("forgetting", "forgetting", "forget a mark that decided the label, and keep the classes"),
            new("cnl", "cnl", "the rank of matrices under noise by Cauchy noise loss"),
            new("hoo", "hoo", "regret of hierarchical optimistic optimisation on a known function"),
            new("shapes", "shapes", "search for the shape of a Mixer at a fixed number of connections"),
            new("fisher", "fisher", "the spectrum of the Fisher information of deep orthogonal networks, and where descent diverges"),
            new("freeness", "freeness", "mixed moments of layer-wise Jacobians over the width"),
            new("identity", "identity", "what each layer of an identity-initialised perceptron contributes"),
            new("scaling", "scaling", "how the error of MLPs falls with parameters and with images"),
            new("transfer", "transfer", "linear probes and fine-tuning of an MLP on classes that it did not know"),
            new("isometry", "isometry", "initial values, the Jacobians of a deep perceptron, and how fast it learns"),
            new("sparse", "sparse", "weight decay of a linear Mixer against an L1 penalty"),
            new("maddness", "maddness", "a classifier by hashes and table look-ups: accuracy against speed"),
            new("layers", "layers", "how alike the layers of Mixer, RP-Mixer and SW-MLP are, and linear probes"),
            new("spectra", "spectra", "singular values of hidden weights while they learn"),
            new("cw", "cw", "eigenvalues behind a compound Wishart matrix"),
            new("panorama", "panorama", "the search for a well framed view of a drawn room"),
            new("overview", "overview", "draw the picture of the README"),
        ],
        WidthCommand.Create(),
        RegularizationCommand.Create(),
        ForgettingCommand.Create(),
        CauchyNoiseCommand.Create(),
        RegretCommand.Create(),
        ShapeSearchCommand.Create(),
        FisherCommand.Create(),
        FreenessCommand.Create(),
        IdentityCommand.Create(),
        ScalingCommand.Create(),
        TransferCommand.Create(),
        IsometryCommand.Create(),
        SparseMixerCommand.Create(),
        MaddnessCommand.Create(),
        LayersCommand.Create(),
        SpectraCommand.Create(),
        WishartCommand.Create(),
        PanoramaCommand.Create(),
        OverviewCommand.Create()).Run(arguments);
}
