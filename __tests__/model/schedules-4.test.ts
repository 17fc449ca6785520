import { checkSchedules } from './schedules'

checkSchedules(4)
