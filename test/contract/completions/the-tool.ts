import type { Lines } from './lines.ts';

export const THE_TOOL: Lines = {
  title: 'the tool itself',
  equal: `
    |g|cr|ro|api|co|-|--n|--|--namespace |--namespace=|--namespace=l|-n |--context |--context=|
    --cluster |--user |--kubeconfig |--as |help |help rollout |help config s|
    --namespace lab get pods |-n lab get po |-n lab logs |config |config s|config use-context |
    config use-context mine |config use |config set-context |config set-context --|
    config set-context --current |config set-context --cu|config set-context --namespace=|
    config set-context --current --namespace l|config set-cluster |config set-cluster --|
    config delete-context |config delete-cluster |config delete-user |config rename-context |
    config rename-context mine |config view -|config view --mi|completion |completion b|
    completion bash |plugin |plugin list |kuberc |kuberc set |kuberc set --|
    config set-context mine |config set-credentials x --t|-n lab g|--v=6 get pods d|
    -v 6 get pods d|--request-timeout=5s get pods d|help nosuch |help create s|
    help create secret |help get |
  `,
  more: `
    -nl|config get-contexts |config get-contexts -o |config set-context mine --cluster |
    config set-context mine --cluster=|config set-context mine --user=|config view -o |
  `,
};
